package dev.fairlead.venue.balancer.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BalancerV2VectorTest {
  @Test
  void answersRecordedWeightedPoolsToTheLastUnit() throws IOException {
    assertThat(Vectors.check("balancer-v2-weighted.json", BalancerV2VectorTest::pool)).isEqualTo(5);
  }

  @Test
  void answersRecordedStablePoolsToTheLastUnit() throws IOException {
    assertThat(Vectors.check("balancer-v2-stable.json", BalancerV2VectorTest::pool)).isEqualTo(3);
  }

  private static Pool pool(JsonNode node) {
    JsonNode state = node.path("state");
    List<Uint256> factors = Vectors.numbers(state, "scaling_factors");
    boolean integer = state.path("scaling").asString().equals("integer");
    BalancerTerms terms =
        new BalancerTerms(
            integer ? factors.stream().map(f -> f.times(Fixed18.ONE)).toList() : factors,
            Vectors.number(state, "swap_fee_percentage"),
            state.path("paused").asBoolean());
    return new BalancerV2Pool(
        Vectors.facts("balancer-v2", node),
        BalancerFactory.Kind.WEIGHTED,
        curve(state),
        terms,
        Vectors.numbers(state, "balances").toArray(Uint256[]::new));
  }

  private static PoolCurve curve(JsonNode state) {
    int version = state.path("pool_type_version").asInt();
    return state.path("pool_type").asString().equals("Weighted")
        ? new WeightedCurve(
            Vectors.numbers(state, "normalized_weights"),
            version > 1,
            state.path("max_in_ratio_applies").asBoolean())
        : new StableCurve(
            Vectors.number(state, "amp"),
            version == 1 ? StableCurve.Generation.V2_FIRST : StableCurve.Generation.V2);
  }
}
