package dev.fairlead.venue.erc4626;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.Vectors;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Recorded wrappers. Where a rate was recorded to 18 digits only, the row says how far it holds.
 */
class Erc4626VectorTest {
  private static final Uint256 ONE = Uint256.of(10).pow(18);

  @Test
  void answersRecordedVaultsAsFarAsTheirRatesAreKnown() throws IOException {
    int checked = 0;
    for (JsonNode node : Vectors.pools("erc-4626.json")) {
      Pool vault = vault(node);
      for (JsonNode swap : node.path("swaps")) {
        Quote.Filled quote = (Quote.Filled) Vectors.quote(vault, swap);
        Uint256 tolerance =
            swap.has("tolerance") ? Vectors.number(swap, "tolerance") : Uint256.ZERO;
        for (Uint256 off :
            List.of(
                quote.amountIn().absoluteDifference(Vectors.number(swap, "amount_in")),
                quote.amountOut().absoluteDifference(Vectors.number(swap, "amount_out")))) {
          assertThat(off).as("%s %s", node.path("id"), swap).isLessThanOrEqualTo(tolerance);
        }
        checked++;
      }
    }
    assertThat(checked).isEqualTo(8);
  }

  /** The wrapped token comes first in the record; its rate is what so many shares hold. */
  private static Pool vault(JsonNode node) {
    PoolFacts facts = Vectors.facts("erc-4626", node);
    Uint256 many = Uint256.of(10).pow(12);
    return new Erc4626Pool(
        new PoolFacts(facts.id(), facts.tokens().reversed(), facts.gas()),
        new ShareRate(
            Vectors.number(node.path("state"), "rate").times(many),
            ONE.times(many),
            Uint256.ZERO,
            Uint256.ZERO),
        Uint256.MAX_VALUE);
  }
}
