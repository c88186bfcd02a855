package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Vectors;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Recorded StableSwap pools of all generations. */
final class RecordedPools {
  private RecordedPools() {}

  static CurveStableSwapPool ng(JsonNode node) {
    return pool(node, CurvePoolSettings.Generation.NG);
  }

  static CurveMetaPool meta(JsonNode node) {
    CurveStableSwapPool own = ng(node);
    JsonNode recorded = node.path("state").path("base_pool");
    CurveStableSwapPool base =
        base(
            recorded,
            recorded.path("kind").asString().equals("plain")
                ? CurvePoolSettings.Generation.PLAIN
                : CurvePoolSettings.Generation.NG);
    List<Token> tokens = new ArrayList<>(own.tokens());
    tokens.addAll(base.tokens());
    PoolFacts facts = new PoolFacts(own.id(), tokens, own.facts().gas());
    return new CurveMetaPool(facts, own, new BasePool(base, Vectors.number(recorded, "lp_supply")));
  }

  private static CurveStableSwapPool pool(JsonNode node, CurvePoolSettings.Generation generation) {
    JsonNode state = node.path("state");
    return of(Vectors.facts("curve", node), state, generation);
  }

  private static CurveStableSwapPool base(JsonNode state, CurvePoolSettings.Generation generation) {
    return of(Vectors.factsOf("curve", state), state, generation);
  }

  private static CurveStableSwapPool of(
      PoolFacts facts, JsonNode state, CurvePoolSettings.Generation generation) {
    Uint256 a =
        Vectors.number(state, "A_effective")
            .times(Uint256.of(100))
            .dividedBy(Vectors.number(state, "a_precision"));
    CurveTerms terms =
        new CurveTerms(
            Amplification.of(a, state.path("n_coins").asInt(), generation),
            Vectors.number(state, "fee"),
            Vectors.number(state, "admin_fee"),
            Vectors.numbers(state, "rates"),
            state.has("offpeg_fee_multiplier")
                ? Vectors.number(state, "offpeg_fee_multiplier")
                : OffPegFee.ONE,
            false);
    return new CurveStableSwapPool(
        facts, terms, Vectors.numbers(state, "balances").toArray(Uint256[]::new));
  }
}
