package dev.fairlead.venue;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;

/** About what a trade gives and leaves behind, in doubles: for searches, never to price by. */
public interface Outline {
  /** Base units of the token bought; zero where the pool refuses. */
  double given();

  /** The spot price at which the trade leaves the pool; zero where it refuses. */
  double priceAfter();

  /** Told by the pool's exact quote. */
  static Outline exact(Pool pool, Token in, Token out, Uint256 amountIn) {
    return pool.quoteExactIn(in, out, amountIn) instanceof Quote.Filled filled
        ? new Quoted(filled, in, out)
        : new Nothing();
  }

  /** What an exact quote tells. */
  record Quoted(Quote.Filled filled, Token in, Token out) implements Outline {
    @Override
    public double given() {
      return filled.amountOut().toDouble();
    }

    @Override
    public double priceAfter() {
      return filled.after().spotPrice(in, out);
    }
  }

  /** What a formula in doubles tells. */
  record Near(double given, double priceAfter) implements Outline {}

  /** No trade. */
  record Nothing() implements Outline {
    @Override
    public double given() {
      return 0;
    }

    @Override
    public double priceAfter() {
      return 0;
    }
  }
}
