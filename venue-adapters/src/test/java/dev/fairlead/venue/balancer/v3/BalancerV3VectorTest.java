package dev.fairlead.venue.balancer.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BalancerV3VectorTest {
  /** A pool whose weights move is one of fixed weights at the moment of its record. */
  @Test
  void answersRecordedWeightedPoolsToTheLastUnit() throws IOException {
    assertThat(Vectors.check("balancer-v3.json", BalancerV3VectorTest::pool)).isEqualTo(8);
  }

  private static Pool pool(JsonNode node) {
    JsonNode state = node.path("state");
    List<Uint256> scaling = Vectors.numbers(state, "scaling_factors");
    List<Uint256> rates = Vectors.numbers(state, "token_rates");
    List<Uint256> lives = Vectors.numbers(state, "balances_live_scaled18");
    List<BalancerV3Holding> holdings = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      Uint256 raw = lives.get(i).times(Fixed18.ONE).dividedByUp(scaling.get(i).times(rates.get(i)));
      holdings.add(
          new BalancerV3Holding(scaling.get(i), rates.get(i), false, false, raw, lives.get(i)));
    }
    BalancerV3Terms terms =
        new BalancerV3Terms(
            Vectors.number(state, "swap_fee"),
            Vectors.number(state, "aggregate_swap_fee"),
            Uint256.ZERO,
            Uint256.of(1_000_000),
            false,
            false,
            false,
            List.of());
    return new BalancerV3Pool(
        Vectors.facts("balancer-v3", node),
        Address.ZERO,
        new WeightedCurve(Vectors.numbers(state, "weights"), true, true),
        terms,
        holdings);
  }
}
