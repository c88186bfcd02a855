package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.ContractCheck.same;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.node.config.VenuesConfig;
import org.jspecify.annotations.Nullable;

/** Quoters and routers: each must be of the venue that names it. */
final class QuoterCheck {
  private static final Signature FACTORY = Signature.of("factory()");
  private static final Signature MANAGER = Signature.of("poolManager()");

  private final VenuesConfig venues;
  private final String key;
  private final State state;
  private final Sheet sheet;

  QuoterCheck(VenuesConfig venues, String key, State state, Sheet sheet) {
    this.venues = venues;
    this.key = key + ".venues";
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    for (VenuesConfig.UniswapV2 venue : venues.uniswapV2()) {
      examine(venue.router(), "Uniswap V2 router", venue.name() + ".router", venue.factory());
    }
    for (VenuesConfig.UniswapV3 venue : venues.uniswapV3()) {
      examine(venue.quoter(), "Uniswap V3 quoter", venue.name() + ".quoter", venue.factory());
      examine(venue.router(), "Uniswap V3 router", venue.name() + ".router", venue.factory());
    }
    VenuesConfig.UniswapV4 fourth = venues.uniswapV4();
    if (fourth != null) {
      examine(fourth.quoter(), "Uniswap V4 quoter", "uniswap-v4.quoter", fourth.poolManager());
      examine(fourth.router(), "Uniswap V4 router", "uniswap-v4.router", fourth.poolManager());
    }
  }

  private void examine(@Nullable Address site, String kind, String place, Address registry) {
    if (site != null) {
      ContractCheck contract = new ContractCheck(site, kind, key + " " + place, state, sheet);
      Signature question = kind.contains("V4") ? MANAGER : FACTORY;
      contract.examine(() -> {
        var _ = contract.asks(question, AbiReader::address, same(registry));
      });
    }
  }
}
