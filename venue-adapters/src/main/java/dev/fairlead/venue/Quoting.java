package dev.fairlead.venue;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a quote, the same for all pools that say why they refuse before they compute: finds
 * the tokens' places, asks for a refusal, and tells a number that leaves its range as one.
 */
public final class Quoting {
  private Quoting() {}

  /** Why a pool does not even compute; null if it does. A token that it lacks has the place -1. */
  @FunctionalInterface
  public interface Refusals {
    @Nullable QuoteRefusal of(int in, int out, Uint256 amount);
  }

  /** What the contract does; throws {@link ArithmeticException} where it leaves 256 bits. */
  @FunctionalInterface
  public interface Exchange {
    Quote of(int in, int out, Uint256 amount);
  }

  /** The quote of one trade, {@code amount} being the side that is exact. */
  public static Quote of(
      PoolFacts facts, Token in, Token out, Uint256 amount, Refusals refusals, Exchange exchange) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    QuoteRefusal refusal = refusals.of(from, to, amount);
    if (refusal != null) {
      return Quote.refused(refusal);
    }
    try {
      return exchange.of(from, to, amount);
    } catch (ArithmeticException e) {
      // The contracts compute in the same checked 256 bits, and revert.
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
  }
}
