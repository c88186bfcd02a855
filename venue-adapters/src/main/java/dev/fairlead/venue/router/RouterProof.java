package dev.fairlead.venue.router;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import java.util.List;
import java.util.Optional;

/** Whether a router leads to the pools that a venue's own registry vouches for. */
public final class RouterProof {
  private static final int WORD = 32;
  private static final Signature FACTORY = Signature.of("factory()");
  private static final Signature MANAGER = Signature.of("poolManager()");

  private RouterProof() {}

  /**
   * What speaks against the router, if anything does. Throws {@link ChainException} when the chain
   * does not answer.
   */
  public static Optional<String> objection(Chain chain, BlockRef at, VenueRouter router) {
    Address registry = router.pools().address();
    if (router.kind() == RouterKind.BALANCER_V2_VAULT) {
      return registry.equals(router.address())
          ? Optional.empty()
          : Optional.of(router.address() + " is not the Vault " + registry);
    }
    boolean ofV4 = router.kind() == RouterKind.UNIVERSAL_ROUTER;
    Signature registryOf = ofV4 ? MANAGER : FACTORY;
    Call question = Call.view(router.address(), AbiWriter.call(registryOf).toBytes());
    return switch (chain.call(at, List.of(question)).getFirst()) {
      case CallResult.Returned returned when returned.data().length() == WORD -> {
        Address factory = AbiReader.of(returned.data()).address();
        yield factory.equals(registry)
            ? Optional.empty()
            : Optional.of(
                "the router %s leads to the %s %s and not to the venue's %s"
                    .formatted(
                        router.address(), ofV4 ? "pool manager" : "factory", factory, registry));
      }
      case CallResult.Returned _, CallResult.Reverted _ ->
          Optional.of(
              "there is no router at %s: it names no %s"
                  .formatted(router.address(), ofV4 ? "pool manager" : "factory"));
    };
  }
}
