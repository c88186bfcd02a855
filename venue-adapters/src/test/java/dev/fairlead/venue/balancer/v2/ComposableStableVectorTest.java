package dev.fairlead.venue.balancer.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ComposableStableVectorTest {
  @Test
  void answersRecordedPoolsToTheLastUnitJoinsAndExitsIncluded() throws IOException {
    assertThat(
            Vectors.check("balancer-v2-composable-stable.json", ComposableStableVectorTest::pool))
        .isEqualTo(7);
  }

  private static Pool pool(JsonNode node) {
    JsonNode state = node.path("state");
    BalancerTerms terms =
        new BalancerTerms(
            Vectors.numbers(state, "scaling_factors"),
            Vectors.number(state, "swap_fee_percentage"),
            state.path("paused").asBoolean());
    Uint256[] balances = Vectors.numbers(state, "balances").toArray(Uint256[]::new);
    StableCurve curve = new StableCurve(Vectors.number(state, "amp"), StableCurve.Generation.V2);
    return state.has("bpt_index")
        ? new ComposableStablePool(
            Vectors.facts("balancer-v2", node),
            curve,
            terms,
            state.path("bpt_index").asInt(),
            false,
            shares(state),
            balances)
        : new BalancerV2Pool(
            Vectors.facts("balancer-v2", node),
            BalancerFactory.Kind.STABLE_V1,
            curve,
            terms,
            balances);
  }

  /** Without what a join or exit needs where the record has none, since none is in it. */
  private static PoolShares shares(JsonNode state) {
    List<Uint256> rates = new ArrayList<>();
    List<Uint256> oldRates = new ArrayList<>();
    List<Boolean> exempt = new ArrayList<>();
    for (int i = 0; i < state.path("tokens").size(); i++) {
      if (i == state.path("bpt_index").asInt()) {
        continue;
      }
      JsonNode cache = state.path("token_rate_caches").path(i);
      rates.add(cache.has("rate") ? Vectors.number(cache, "rate") : Fixed18.ONE);
      oldRates.add(cache.has("oldRate") ? Vectors.number(cache, "oldRate") : Fixed18.ONE);
      exempt.add(
          state.path("token_exempt_from_yield_protocol_fee").path(i).asBoolean(false)
              || state.path("exempt_from_yield_protocol_fee").asBoolean(false));
    }
    JsonNode parts = state.path("protocol_fee_percentage_cache");
    return new PoolShares(
        number(state, "bpt_total_supply"),
        number(state, "last_join_exit_amplification"),
        number(state, "last_post_join_exit_invariant"),
        rates,
        oldRates,
        exempt,
        number(parts, "swap"),
        number(parts, "yield"));
  }

  private static Uint256 number(JsonNode node, String field) {
    return node.has(field) ? Vectors.number(node, field) : Uint256.ZERO;
  }
}
