package dev.fairlead.node.doctor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings.Generation;
import java.util.Optional;

/** Curve's pools, and the factories whose pools are taken. */
final class CurveCheck {
  private static final Signature AMPLIFICATION = Signature.of("A()");
  private static final Signature GAMMA = Signature.of("gamma()");
  private static final Signature POOLS = Signature.of("pool_count()");

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  CurveCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key + ".venues";
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    VenuesConfig.Curve venue = chain.venues().curve();
    if (venue == null) {
      return;
    }
    for (VenuesConfig.CurvePool pool : venue.pools()) {
      ContractCheck contract = contract(pool.address(), "Curve pool", "pools[].address");
      contract.examine(() -> stable(pool, contract));
    }
    for (Address pool : venue.cryptoPools()) {
      ContractCheck contract = contract(pool, "Curve crypto pool", "crypto-pools[]");
      contract.examine(() -> crypto(contract));
    }
    for (VenuesConfig.CurveFactory factory : venue.factories()) {
      ContractCheck contract =
          contract(factory.address(), "Curve factory", "factories[" + factory.name() + "].address");
      contract.examine(() -> {
        var _ = contract.asks(POOLS, AbiReader::uint, _ -> Optional.empty());
      });
      for (VenuesConfig.CurvePool pool : factory.basePools()) {
        ContractCheck base =
            contract(pool.address(), "Curve pool", "factories[].base-pools[].address");
        base.examine(() -> stable(pool, base));
      }
    }
  }

  private ContractCheck contract(Address address, String kind, String place) {
    return new ContractCheck(address, kind, key + ".curve." + place, state, sheet);
  }

  private void crypto(ContractCheck contract) {
    coins("uint256", contract);
    var _ =
        contract.asks(
            GAMMA,
            AbiReader::uint,
            gamma -> gamma.isZero() ? Optional.of("gamma is 0") : Optional.empty());
  }

  /** The index's type differs between the generations, so that one answers to the right one. */
  private void stable(VenuesConfig.CurvePool pool, ContractCheck contract) {
    coins(pool.generation() == Generation.FIRST ? "int128" : "uint256", contract);
    var _ =
        contract.asks(
            AMPLIFICATION,
            AbiReader::uint,
            a -> a.isZero() ? Optional.of("A is 0") : Optional.empty());
  }

  private void coins(String index, ContractCheck contract) {
    Signature coin = Signature.of("coins(" + index + ")");
    for (int i = 0; i < 2; i++) {
      var _ =
          contract.asks(
              "coins(" + i + ")",
              AbiWriter.call(coin).uint(i).toBytes(),
              AbiReader::address,
              this::isTraded);
    }
  }

  private Optional<String> isTraded(Address coin) {
    return TokenCheck.isToken(chain, coin)
        ? Optional.empty()
        : Optional.of("its coin " + coin + " is none of " + key.replace(".venues", ".tokens"));
  }
}
