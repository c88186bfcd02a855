package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;
import java.util.Optional;

/**
 * The StableSwap invariant as the stable pools round it: what goes in one unit up, what comes out
 * one unit down.
 *
 * @param amplification A·n^(n-1), times 1000
 * @param roundsUp whether the invariant is worked out by the older loop, which rounds up; later
 *     contracts round down
 */
record StableCurve(Uint256 amplification, boolean roundsUp) implements PoolCurve {
  private static final int STEPS = 255;
  private static final Uint256 PRECISION = Uint256.of(1000);

  @Override
  public Answer out(Uint256[] balances, int in, int out, Uint256 amountIn) {
    Optional<Uint256> d = invariant(balances);
    Uint256[] after = balances.clone();
    after[in] = after[in].plus(amountIn);
    Optional<Uint256> left = d.flatMap(known -> balance(after, known, out));
    if (left.isEmpty()) {
      return new Answer.None(QuoteRefusal.NO_CONVERGENCE);
    }
    return left.get().isAtLeast(balances[out])
        ? new Answer.None(QuoteRefusal.AMOUNT_TOO_SMALL)
        : new Answer.Amount(balances[out].minus(left.get()).minus(Uint256.ONE));
  }

  @Override
  public Answer in(Uint256[] balances, int in, int out, Uint256 amountOut) {
    if (amountOut.isAtLeast(balances[out])) {
      return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Optional<Uint256> d = invariant(balances);
    Uint256[] after = balances.clone();
    after[out] = after[out].minus(amountOut);
    Optional<Uint256> needed = d.flatMap(known -> balance(after, known, in));
    if (needed.isEmpty()) {
      return new Answer.None(QuoteRefusal.NO_CONVERGENCE);
    }
    return needed.get().isLessThan(balances[in])
        ? new Answer.None(QuoteRefusal.AMOUNT_TOO_SMALL)
        : new Answer.Amount(needed.get().minus(balances[in]).plus(Uint256.ONE));
  }

  @Override
  public double slope(Uint256[] balances, int in, int out) {
    double d;
    try {
      d = invariant(balances).map(Uint256::toDouble).orElse(0.0);
    } catch (ArithmeticException e) {
      return 0;
    }
    double ann = amplification.toDouble() / PRECISION.toDouble() * balances.length;
    double tail = d;
    for (Uint256 balance : balances) {
      tail *= d / (balances.length * balance.toDouble());
    }
    return (ann + tail / balances[in].toDouble()) / (ann + tail / balances[out].toDouble());
  }

  private Optional<Uint256> invariant(Uint256[] balances) {
    Uint256 sum = Uint256.ZERO;
    for (Uint256 balance : balances) {
      sum = sum.plus(balance);
    }
    if (sum.isZero()) {
      return Optional.of(Uint256.ZERO);
    }
    Uint256 ann = amplification.times(Uint256.of(balances.length));
    Uint256 d = sum;
    for (int step = 0; step < STEPS; step++) {
      Uint256 next = roundsUp ? nextUp(balances, sum, ann, d) : nextDown(balances, sum, ann, d);
      if (next.absoluteDifference(d).isAtMost(Uint256.ONE)) {
        return Optional.of(next);
      }
      d = next;
    }
    return Optional.empty();
  }

  private static Uint256 nextUp(Uint256[] balances, Uint256 sum, Uint256 ann, Uint256 d) {
    Uint256 n = Uint256.of(balances.length);
    Uint256 product = n.times(balances[0]);
    for (int i = 1; i < balances.length; i++) {
      product = product.times(balances[i]).times(n).dividedByUp(d);
    }
    Uint256 numerator =
        n.times(d).times(d).plus(ann.times(sum).times(product).dividedByUp(PRECISION));
    Uint256 denominator =
        n.plus(Uint256.ONE).times(d).plus(ann.minus(PRECISION).times(product).dividedBy(PRECISION));
    return numerator.dividedByUp(denominator);
  }

  private static Uint256 nextDown(Uint256[] balances, Uint256 sum, Uint256 ann, Uint256 d) {
    Uint256 n = Uint256.of(balances.length);
    Uint256 product = d;
    for (Uint256 balance : balances) {
      product = product.times(d).dividedBy(balance.times(n));
    }
    Uint256 numerator = ann.times(sum).dividedBy(PRECISION).plus(product.times(n)).times(d);
    Uint256 denominator =
        ann.minus(PRECISION).times(d).dividedBy(PRECISION).plus(n.plus(Uint256.ONE).times(product));
    return numerator.dividedBy(denominator);
  }

  /** What a balance must be for the invariant to hold with the others, rounded up. */
  private Optional<Uint256> balance(Uint256[] balances, Uint256 d, int of) {
    Uint256 n = Uint256.of(balances.length);
    Uint256 ann = amplification.times(n);
    Uint256 sum = balances[0];
    Uint256 product = balances[0].times(n);
    for (int i = 1; i < balances.length; i++) {
      product = product.times(balances[i]).times(n).dividedBy(d);
      sum = sum.plus(balances[i]);
    }
    sum = sum.minus(balances[of]);
    Uint256 square = d.times(d);
    Uint256 c = square.dividedByUp(ann.times(product)).times(PRECISION).times(balances[of]);
    Uint256 b = sum.plus(d.dividedBy(ann).times(PRECISION));
    Uint256 y = square.plus(c).dividedByUp(d.plus(b));
    for (int step = 0; step < STEPS; step++) {
      Uint256 next = y.times(y).plus(c).dividedByUp(y.plus(y).plus(b).minus(d));
      if (next.absoluteDifference(y).isAtMost(Uint256.ONE)) {
        return Optional.of(next);
      }
      y = next;
    }
    return Optional.empty();
  }
}
