package dev.fairlead.venue.depth;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pool's price in one direction and how much moves it, by nothing but its exact quotes.
 *
 * <p>The price is what a probe gives, after the fee: the power of ten with the best price, since
 * smaller ones lose more to rounding and greater ones to the curve.
 */
public final class Depth {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);
  private static final List<Uint256> POWERS =
      IntStream.rangeClosed(0, 77).mapToObj(Uint256.of(10)::pow).toList();

  private final Pool pool;
  private final Token in;
  private final Token out;
  private final Quote.Filled probe;

  private Depth(Pool pool, Token in, Token out, Quote.Filled probe) {
    this.pool = pool;
    this.in = in;
    this.out = out;
    this.probe = probe;
  }

  /** Empty where the pool takes no amount at all. */
  public static Optional<Depth> of(Pool pool, Token in, Token out) {
    Quote.@Nullable Filled best = null;
    for (Uint256 amount : POWERS) {
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled
          && (best == null || isBetter(filled, best))) {
        best = filled;
      }
    }
    return best == null ? Optional.empty() : Optional.of(new Depth(pool, in, out, best));
  }

  private static boolean isBetter(Quote.Filled one, Quote.Filled other) {
    BigInteger mine = one.amountOut().toBigInteger().multiply(other.amountIn().toBigInteger());
    return mine.compareTo(other.amountOut().toBigInteger().multiply(one.amountIn().toBigInteger()))
        > 0;
  }

  /** The trade whose amounts are the price. */
  public Quote.Filled probe() {
    return probe;
  }

  /**
   * How much can be sold until the next probe gives {@code basisPoints} less than the first, or
   * until the pool takes no more in one trade; zero where the probe alone moves it that far.
   */
  public Uint256 within(int basisPoints) {
    if (basisPoints < 0 || basisPoints > WHOLE.intValue()) {
      throw new IllegalArgumentException("a move is 0 to 10,000 basis points: " + basisPoints);
    }
    BigInteger least =
        probe.amountOut().toBigInteger().multiply(WHOLE.subtract(BigInteger.valueOf(basisPoints)));
    Uint256 within = Uint256.ZERO;
    for (int bit = Uint256.MAX_VALUE.bitLength() - 1; bit >= 0; bit--) {
      Uint256 more = within.or(Uint256.ONE.shiftLeft(bit));
      if (holds(more, least)) {
        within = more;
      }
    }
    return within;
  }

  private boolean holds(Uint256 amount, BigInteger least) {
    return pool.quoteExactIn(in, out, amount) instanceof Quote.Filled sold
        && sold.after().quoteExactIn(in, out, probe.amountIn()) instanceof Quote.Filled next
        && next.amountOut().toBigInteger().multiply(WHOLE).compareTo(least) >= 0;
  }

  /**
   * How much worse a trade's own price is than the probe's, in units of 10⁻¹⁸ of it, rounded up;
   * zero where it is not.
   */
  public BigInteger impact(Uint256 amountIn, Uint256 amountOut) {
    BigInteger atProbe = amountIn.toBigInteger().multiply(probe.amountOut().toBigInteger());
    BigInteger given = amountOut.toBigInteger().multiply(probe.amountIn().toBigInteger());
    BigInteger lost = atProbe.subtract(given).max(BigInteger.ZERO);
    BigInteger[] parts = lost.multiply(BigInteger.TEN.pow(18)).divideAndRemainder(atProbe);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
