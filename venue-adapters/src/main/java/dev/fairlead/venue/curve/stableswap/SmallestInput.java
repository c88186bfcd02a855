package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The search for the smallest input whose exchange gives at least an output. For one use. */
final class SmallestInput {
  private static final Uint256 TWO = Uint256.of(2);

  private final CurveStableSwapPool pool;
  private final int i;
  private final int j;
  private final Uint256 wanted;

  /** Known to give too little; zero gives nothing. */
  private Uint256 tooLittle = Uint256.ZERO;

  /** The smallest input known to be enough. */
  private Quote.@Nullable Filled enough;

  /** The refusal of an input that the pool can't take at all, when one was met. */
  private @Nullable QuoteRefusal refusal;

  SmallestInput(CurveStableSwapPool pool, int i, int j, Uint256 wanted) {
    this.pool = pool;
    this.i = i;
    this.j = j;
    this.wanted = wanted;
  }

  /** Widens a bracket around the estimate, then halves it. */
  Quote find() {
    Optional<Uint256> estimate = pool.inputNear(i, j, wanted);
    if (estimate.isEmpty()) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 guess = estimate.get().max(Uint256.ONE);
    Uint256 stride = Uint256.ONE;
    if (isEnough(guess)) {
      while (guess.isGreaterThan(stride) && isEnough(guess.minus(stride))) {
        guess = guess.minus(stride);
        stride = stride.times(TWO);
      }
    } else {
      while (refusal == null && !isEnough(guess.plus(stride))) {
        guess = guess.plus(stride);
        stride = stride.times(TWO);
      }
    }
    Quote.Filled best = enough;
    if (best == null) {
      return Quote.refused(refusal == null ? QuoteRefusal.EXCEEDS_DEPTH : refusal);
    }
    while (best.amountIn().minus(tooLittle).isGreaterThan(Uint256.ONE)) {
      isEnough(tooLittle.plus(best.amountIn()).shiftRight(1));
      best = enough == null ? best : enough;
    }
    return best;
  }

  private boolean isEnough(Uint256 amountIn) {
    return switch (pool.exchange(i, j, amountIn)) {
      case Quote.Filled filled when filled.amountOut().isAtLeast(wanted) -> {
        enough = filled;
        yield true;
      }
      case Quote.Filled _ -> {
        tooLittle = amountIn;
        yield false;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        if (reason != QuoteRefusal.AMOUNT_TOO_SMALL) {
          refusal = reason;
        }
        tooLittle = amountIn;
        yield false;
      }
    };
  }
}
