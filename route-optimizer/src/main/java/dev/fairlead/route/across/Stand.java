package dev.fairlead.route.across;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.Router;
import dev.fairlead.venue.Market;
import org.jspecify.annotations.Nullable;

/**
 * One chain's part in the question: its market, what the two assets are there, and what a
 * transaction pays.
 *
 * @param balance how much of the token sold is there to be spent; null for no bound
 */
public record Stand(
    Market market,
    Router router,
    RouteLimits limits,
    NetworkFee fee,
    Token wrappedNative,
    Token sell,
    Token buy,
    @Nullable TokenAmount balance) {
  public Stand {
    if (!buy.chain().equals(sell.chain()) || !wrappedNative.chain().equals(sell.chain())) {
      throw new IllegalArgumentException(
          "the tokens of a stand are on one chain but found chains %s, %s and %s"
              .formatted(sell.chain(), buy.chain(), wrappedNative.chain()));
    }
    if (sell.equals(buy)) {
      throw new IllegalArgumentException("a token cannot be exchanged for itself: " + sell);
    }
    if (balance != null && !balance.token().equals(sell)) {
      throw new IllegalArgumentException(
          "the balance is of " + balance.token() + " but " + sell + " is sold");
    }
  }

  /** Where it is. */
  public ChainId chain() {
    return sell.chain();
  }
}
