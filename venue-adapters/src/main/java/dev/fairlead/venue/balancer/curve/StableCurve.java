package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;
import java.util.Optional;

/**
 * The StableSwap invariant as the stable pools round it: what goes in one unit up, what comes out
 * one unit down.
 *
 * @param amplification A·n^(n-1), times 1000
 */
public record StableCurve(Uint256 amplification, Generation generation) implements PoolCurve {
  private static final int STEPS = 255;
  private static final Uint256 PRECISION = Uint256.of(1000);
  private static final Uint256 MOST_IMBALANCE = Uint256.of(10_000);

  /** The contracts' generations, by what they round like. */
  public enum Generation {
    /** The first stable pools and the MetaStable ones: the invariant rounds up. */
    V2_FIRST,
    /** The Vault V2's later ones: it rounds down. */
    V2,
    /**
     * The Vault V3's: it rounds down, the amplification's thousand is multiplied before divisions,
     * and no trade may leave one balance ten thousand times another.
     */
    V3
  }

  @Override
  public Answer out(Uint256[] balances, int in, int out, Uint256 amountIn) {
    Optional<Uint256> d = invariant(balances);
    Uint256[] after = balances.clone();
    after[in] = after[in].plus(amountIn);
    Optional<Uint256> left = d.flatMap(known -> balance(after, known, out));
    if (left.isEmpty()) {
      return new Answer.None(QuoteRefusal.NO_CONVERGENCE);
    }
    if (left.get().isAtLeast(balances[out])) {
      return new Answer.None(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 amountOut = balances[out].minus(left.get()).minus(Uint256.ONE);
    after[out] = balances[out].minus(amountOut);
    return answer(balances, after, amountOut);
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
    if (needed.get().isLessThan(balances[in])) {
      return new Answer.None(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 amountIn = needed.get().minus(balances[in]).plus(Uint256.ONE);
    after[in] = balances[in].plus(amountIn);
    return answer(balances, after, amountIn);
  }

  /** The contract holds the least of the balances before and after against the most of both. */
  private Answer answer(Uint256[] before, Uint256[] after, Uint256 amount) {
    if (generation == Generation.V3) {
      Uint256 least = after[0];
      Uint256 most = after[0];
      for (int i = 0; i < after.length; i++) {
        least = least.min(after[i]).min(before[i]);
        most = most.max(after[i]).max(before[i]);
      }
      if (least.isZero() || most.dividedBy(least).isAtLeast(MOST_IMBALANCE)) {
        return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
      }
    }
    return new Answer.Amount(amount);
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

  /** The invariant of these balances; empty where the iteration does not settle. */
  public Optional<Uint256> invariant(Uint256[] balances) {
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
      Uint256 next =
          generation == Generation.V2_FIRST
              ? nextUp(balances, sum, ann, d)
              : nextDown(balances, sum, ann, d);
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
  public Optional<Uint256> balance(Uint256[] balances, Uint256 d, int of) {
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
    Uint256 c = scaled(square, ann.times(product), true).times(balances[of]);
    Uint256 b = sum.plus(scaled(d, ann, false));
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

  /** value · 1000 / divisor, the thousand before or after the division. */
  private Uint256 scaled(Uint256 value, Uint256 divisor, boolean up) {
    boolean before = generation == Generation.V3;
    Uint256 dividend = before ? value.times(PRECISION) : value;
    Uint256 quotient = up ? dividend.dividedByUp(divisor) : dividend.dividedBy(divisor);
    return before ? quotient : quotient.times(PRECISION);
  }
}
