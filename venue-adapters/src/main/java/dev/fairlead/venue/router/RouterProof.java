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
    Registry asked = Registry.of(router.kind());
    Call question =
        Call.view(router.address(), AbiWriter.call(Signature.of(asked.question)).toBytes());
    return switch (chain.call(at, List.of(question)).getFirst()) {
      case CallResult.Returned returned when returned.data().length() == WORD -> {
        Address found = AbiReader.of(returned.data()).address();
        yield found.equals(registry)
            ? Optional.empty()
            : Optional.of(
                "the router %s leads to the %s %s and not to the venue's %s"
                    .formatted(router.address(), asked.words, found, registry));
      }
      case CallResult.Returned _, CallResult.Reverted _ ->
          Optional.of(
              "there is no router at %s: it names no %s".formatted(router.address(), asked.words));
    };
  }

  /** Who vouches for pools, and how a router is asked for it. */
  private enum Registry {
    FACTORY("factory", "factory()"),
    MANAGER("pool manager", "poolManager()"),
    VAULT("Vault", "getVault()");

    private final String words;
    private final String question;

    Registry(String words, String question) {
      this.words = words;
      this.question = question;
    }

    static Registry of(RouterKind kind) {
      return switch (kind) {
        case UNISWAP_V2, SWAP_ROUTER, SWAP_ROUTER_02 -> FACTORY;
        case UNIVERSAL_ROUTER -> MANAGER;
        case BALANCER_V2_VAULT, BALANCER_V3_ROUTER -> VAULT;
      };
    }
  }
}
