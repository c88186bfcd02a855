package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Vectors;
import tools.jackson.databind.JsonNode;

/** Recorded crypto pools. */
final class RecordedCrypto {
  private RecordedCrypto() {}

  static CryptoPool ng(JsonNode node) {
    return pool(node, CryptoTerms.Generation.NG);
  }

  static CryptoPool old(JsonNode node) {
    return pool(node, CryptoTerms.Generation.OLD);
  }

  private static CryptoPool pool(JsonNode node, CryptoTerms.Generation generation) {
    JsonNode state = node.path("state");
    CryptoTerms terms =
        new CryptoTerms(
            generation,
            Vectors.number(state, "A_effective"),
            Vectors.number(state, "gamma_effective"),
            false,
            Vectors.number(state, "mid_fee"),
            Vectors.number(state, "out_fee"),
            Vectors.number(state, "fee_gamma"),
            Vectors.number(state, "allowed_extra_profit"),
            Vectors.number(state, "adjustment_step"),
            Vectors.numbers(state, "precisions"));
    CryptoState recorded =
        new CryptoState(
            Vectors.numbers(state, "balances"),
            Vectors.number(state, "D"),
            Vectors.numbers(state, "price_scale"),
            Vectors.numbers(state, "price_oracle"),
            Vectors.number(state, "xcp_profit"),
            Vectors.number(state, "virtual_price"),
            Vectors.number(state, "lp_supply"),
            true);
    return new CryptoPool(Vectors.facts("curve-crypto", node), terms, recorded);
  }

  static Uint256[] array(JsonNode node, String field) {
    return Vectors.numbers(node, field).toArray(Uint256[]::new);
  }
}
