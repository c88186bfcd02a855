package dev.fairlead.venue.curve;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import org.jspecify.annotations.Nullable;

/** The search for the smallest input whose exchange gives at least an output. For one use. */
public final class SmallestInput {
  private static final Uint256 TWO = Uint256.of(2);

  private final Exchange exchange;
  private final Uint256 wanted;

  /** Known to give too little; zero gives nothing. */
  private Uint256 tooLittle = Uint256.ZERO;

  /** The smallest input known to be enough. */
  private Quote.@Nullable Filled enough;

  /** The smallest input known to be more than the pool takes at all, and why it is. */
  private @Nullable Uint256 tooMuch;

  private QuoteRefusal refusal = QuoteRefusal.EXCEEDS_DEPTH;

  private SmallestInput(Exchange exchange, Uint256 wanted) {
    this.exchange = exchange;
    this.wanted = wanted;
  }

  /** A pool's exchange between two of its coins, as exact as the contract's. */
  @FunctionalInterface
  public interface Exchange {
    Quote of(Uint256 amountIn);
  }

  /** Searches from {@code estimate} on, which should be near. */
  public static Quote find(Exchange exchange, Uint256 wanted, Uint256 estimate) {
    return new SmallestInput(exchange, wanted).find(estimate.max(Uint256.ONE));
  }

  /** Widens a bracket around the estimate, then halves it. */
  private Quote find(Uint256 estimate) {
    Uint256 guess = estimate;
    Uint256 stride = Uint256.ONE;
    if (isEnough(guess)) {
      while (guess.isGreaterThan(stride) && isEnough(guess.minus(stride))) {
        guess = guess.minus(stride);
        stride = stride.times(TWO);
      }
    } else {
      while (tooMuch == null && !isEnough(guess.plus(stride))) {
        guess = guess.plus(stride);
        stride = stride.times(TWO);
      }
    }
    Uint256 most = tooMuch;
    while (enough == null && most != null && isApart(tooLittle, most)) {
      isEnough(tooLittle.plus(most).shiftRight(1));
      most = tooMuch;
    }
    Quote.Filled best = enough;
    if (best == null) {
      return Quote.refused(refusal);
    }
    while (isApart(tooLittle, best.amountIn())) {
      isEnough(tooLittle.plus(best.amountIn()).shiftRight(1));
      best = enough == null ? best : enough;
    }
    return best;
  }

  private boolean isEnough(Uint256 amountIn) {
    return switch (exchange.of(amountIn)) {
      case Quote.Filled filled when filled.amountOut().isAtLeast(wanted) -> {
        enough = filled;
        yield true;
      }
      case Quote.Filled _ -> {
        tooLittle = amountIn;
        yield false;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        if (reason == QuoteRefusal.AMOUNT_TOO_SMALL || enough != null) {
          tooLittle = amountIn;
        } else {
          tooMuch = amountIn;
          refusal = reason;
        }
        yield false;
      }
    };
  }

  private static boolean isApart(Uint256 less, Uint256 more) {
    return more.minus(less).isGreaterThan(Uint256.ONE);
  }
}
