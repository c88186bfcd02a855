package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;

/**
 * The curve of a StableSwap pool in doubles: found far sooner than the contract's integers, and as
 * near to them as doubles tell.
 */
final class NearStableSwap {
  private static final int MOST_STEPS = 255;
  private static final double SETTLED = 1e-13;

  private final double ann;

  /** In 18 decimals. */
  private final double[] balances;

  private final double d;
  private final double tail;

  private NearStableSwap(double ann, double[] balances) {
    this.ann = ann;
    this.balances = balances;
    this.d = invariant();
    this.tail = tail(d);
  }

  /**
   * @param ann what the invariant multiplies the sum of the balances with
   * @param scaled the balances in 18 decimals, none of them zero
   */
  static NearStableSwap of(double ann, Uint256... scaled) {
    double[] balances = new double[scaled.length];
    for (int i = 0; i < balances.length; i++) {
      balances[i] = scaled[i].toDouble();
    }
    return new NearStableSwap(ann, balances);
  }

  private double invariant() {
    int n = balances.length;
    double sum = 0;
    for (double balance : balances) {
      sum += balance;
    }
    double at = sum;
    for (int step = 0; step < MOST_STEPS; step++) {
      double tailAt = tail(at);
      double next = (ann * sum + n * tailAt) * at / ((ann - 1) * at + (n + 1) * tailAt);
      if (Math.abs(next - at) <= next * SETTLED) {
        return next;
      }
      at = next;
    }
    return 0;
  }

  /** Dⁿ⁺¹ / (nⁿ·Πx). */
  private double tail(double at) {
    double product = at;
    for (double balance : balances) {
      product *= at / (balances.length * balance);
    }
    return product;
  }

  double balance(int coin) {
    return balances[coin];
  }

  /** How much the invariant grows with a unit of a coin, in the invariant's own measure. */
  double slope(int coin) {
    return ann + tail / balances[coin];
  }

  /** How much D grows with a unit of a coin. */
  double worth(int coin) {
    return slope(coin) / (ann - 1 + (balances.length + 1) * tail / d);
  }

  /**
   * What is left of {@code j} when so much of {@code i} came in, before fees: y is the root of y² +
   * (b - D)·y = c.
   */
  double left(int i, int j, double dx) {
    double b = rest(j, dx) - d;
    double c = product(i, j, dx);
    double root = Math.sqrt(b * b + 4 * c);
    return b > 0 ? 2 * c / (root + b) : (root - b) / 2;
  }

  /**
   * What leaves {@code j} then, by how its equation changes: the difference of both balances would
   * lose what is small beside them.
   */
  double given(int i, int j, double dx, double left) {
    double before = balances[j];
    double c = product(i, j, 0);
    return dx * (c / (balances[i] + dx) + left) / (before + left + rest(j, 0) - d);
  }

  private double rest(int j, double dx) {
    double sum = dx + d / ann;
    for (int k = 0; k < balances.length; k++) {
      sum += k == j ? 0 : balances[k];
    }
    return sum;
  }

  private double product(int i, int j, double dx) {
    int n = balances.length;
    double c = d * d / (ann * n);
    for (int k = 0; k < n; k++) {
      c *= k == j ? 1 : d / (n * (balances[k] + (k == i ? dx : 0)));
    }
    return c;
  }

  /** The pool with other balances of two coins. */
  NearStableSwap with(int i, double balanceIn, int j, double balanceOut) {
    double[] others = balances.clone();
    others[i] = balanceIn;
    others[j] = balanceOut;
    return new NearStableSwap(ann, others);
  }
}
