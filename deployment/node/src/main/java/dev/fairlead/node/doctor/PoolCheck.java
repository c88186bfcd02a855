package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.ContractCheck.same;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings.Generation;
import java.util.Optional;

/** Curve's pools, and Balancer's vault with the factories whose pools are taken. */
final class PoolCheck {
  private static final Signature AMPLIFICATION = Signature.of("A()");
  private static final Signature AUTHORIZER = Signature.of("getAuthorizer()");
  private static final Signature WETH = Signature.of("WETH()");
  private static final Signature PAUSED = Signature.of("getPausedState()");
  private static final Signature VAULT = Signature.of("getVault()");

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  PoolCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key + ".venues";
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    VenuesConfig venues = chain.venues();
    if (venues.curve() != null) {
      for (VenuesConfig.CurvePool pool : venues.curve().pools()) {
        ContractCheck contract =
            new ContractCheck(
                pool.address(), "Curve pool", key + ".curve.pools[].address", state, sheet);
        contract.examine(() -> curve(pool, contract));
      }
    }
    if (venues.balancerV2() != null) {
      balancer(venues.balancerV2());
    }
  }

  /** The index's type differs between the generations, so that one answers to the right one. */
  private void curve(VenuesConfig.CurvePool pool, ContractCheck contract) {
    String index = pool.generation() == Generation.FIRST ? "int128" : "uint256";
    Signature coin = Signature.of("coins(" + index + ")");
    for (int i = 0; i < 2; i++) {
      var _ =
          contract.asks(
              "coins(" + i + ")",
              AbiWriter.call(coin).uint(i).toBytes(),
              AbiReader::address,
              this::isTraded);
    }
    var _ =
        contract.asks(
            AMPLIFICATION,
            AbiReader::uint,
            a -> a.isZero() ? Optional.of("A is 0") : Optional.empty());
  }

  private Optional<String> isTraded(Address coin) {
    return TokenCheck.isToken(chain, coin)
        ? Optional.empty()
        : Optional.of("its coin " + coin + " is none of " + key.replace(".venues", ".tokens"));
  }

  private void balancer(VenuesConfig.BalancerV2 venue) {
    ContractCheck vault =
        new ContractCheck(
            venue.vault(), "Balancer V2 vault", key + ".balancer-v2.vault", state, sheet);
    vault.examine(() -> {
      var _ = vault.asks(AUTHORIZER, AbiReader::address, _ -> Optional.empty());
      var _ = vault.asks(WETH, AbiReader::address, same(chain.wrappedNative()));
      paused(vault);
    });
    for (VenuesConfig.Factory factory : venue.factories()) {
      ContractCheck contract =
          new ContractCheck(
              factory.address(),
              "Balancer V2 factory",
              key + ".balancer-v2.factories[].address",
              state,
              sheet);
      contract.examine(() -> {
        var _ = contract.asks(VAULT, AbiReader::address, same(venue.vault()));
      });
    }
  }

  private void paused(ContractCheck vault) {
    Optional<Uint256> paused =
        state.view(vault.address(), AbiWriter.call(PAUSED).toBytes(), AbiReader::uint);
    if (paused.isPresent() && paused.get().isZero()) {
      vault.sheet().proved(PAUSED.toString(), "it is not paused");
    } else {
      vault
          .sheet()
          .notProved(
              PAUSED.toString(),
              paused.isPresent() ? "it is paused: nothing trades there" : "it does not say");
    }
  }
}
