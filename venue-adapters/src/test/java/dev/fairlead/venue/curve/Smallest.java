package dev.fairlead.venue.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.Vectors;
import tools.jackson.databind.JsonNode;

/** Checks inputs for recorded outputs: enough, one unit less is not, and near the view's figure. */
public final class Smallest {
  /**
   * A view undoes an exchange without its last roundings: the difference is below this part, and
   * what two units of the output are worth.
   */
  private static final Uint256 PART = Uint256.of(2_000);

  private Smallest() {}

  /** How many rows of the pool were checked. */
  public static int check(JsonNode node, Pool pool) {
    int checked = 0;
    for (JsonNode swap : node.path("swaps")) {
      if (swap.path("kind").asString().equals("exact_out") && swap.has("token_in")) {
        check(pool, swap);
        checked++;
      }
    }
    return checked;
  }

  private static void check(Pool pool, JsonNode swap) {
    Uint256 wanted = Vectors.number(swap, "amount_out");
    Quote quote = Vectors.quote(pool, swap);
    if (swap.has("refused")) {
      assertThat(quote).as("%s", swap).isInstanceOf(Quote.Refused.class);
      return;
    }
    Uint256 view = Vectors.number(swap, "amount_in");
    if (!(quote instanceof Quote.Filled filled)) {
      // Near the end of the balance the view forgets that the fee grows on the way.
      Quote atView = pool.quoteExactIn(Vectors.tokenIn(swap), Vectors.tokenOut(swap), view);
      assertThat(((Quote.Filled) atView).amountOut()).as("%s", swap).isLessThan(wanted);
      return;
    }
    assertThat(filled.amountOut()).as("%s", swap).isGreaterThanOrEqualTo(wanted);
    assertThat(filled.amountIn().absoluteDifference(view))
        .as("%s: %s", swap, filled.amountIn())
        .isLessThanOrEqualTo(
            view.dividedBy(PART).plus(view.mulDivUp(Uint256.of(2), wanted)).plus(Uint256.of(2)));
    Quote less =
        pool.quoteExactIn(
            Vectors.tokenIn(swap), Vectors.tokenOut(swap), filled.amountIn().minus(Uint256.ONE));
    if (less instanceof Quote.Filled lower) {
      assertThat(lower.amountOut()).as("%s", swap).isLessThan(wanted);
    }
  }
}
