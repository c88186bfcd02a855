package dev.fairlead.venue;

import java.util.Arrays;

/**
 * By what a pool gives where that is one constant product after another, in doubles: for searches,
 * never to price by.
 *
 * <p>Where piece k begins, {@code in(k)} has gone in and {@code out(k)} has come out; up to where
 * the next one begins a further amount d gives {@code d / (alpha(k) + beta(k) d)}.
 */
public final class Pieces {
  /** More pieces are too many: what is sampled serves as well. */
  private static final int MOST = 256;

  /**
   * Farther than to where so small a part of the first price is left on average no search looks.
   */
  private static final double LEAST_LEFT = 1.0 / 32;

  private double[] in = new double[9];
  private double[] out = new double[9];
  private double[] alpha = new double[8];
  private double[] beta = new double[8];
  private int count;

  /** Adds a piece by which a further {@code length} goes in. */
  public void add(double nextAlpha, double nextBeta, double length) {
    if (count == alpha.length) {
      in = Arrays.copyOf(in, 2 * count + 1);
      out = Arrays.copyOf(out, 2 * count + 1);
      alpha = Arrays.copyOf(alpha, 2 * count);
      beta = Arrays.copyOf(beta, 2 * count);
    }
    alpha[count] = nextAlpha;
    beta[count] = nextBeta;
    in[count + 1] = in[count] + length;
    out[count + 1] = out[count] + length / (nextAlpha + nextBeta * length);
    count++;
  }

  /** Whether no search needs more of them. */
  public boolean isEnough() {
    return count > MOST || (count > 0 && out[count] < LEAST_LEFT * in[count] / alpha[0]);
  }

  /** Whether they can be told: some, and not too many. */
  public boolean areTold() {
    return count > 0 && count <= MOST;
  }

  /** How many begin below an input. */
  public int countBelow(double input) {
    int below = count;
    while (below > 0 && in[below - 1] >= input) {
      below--;
    }
    return below;
  }

  /** What has gone in where a piece begins, and where the last one ends. */
  public double in(int piece) {
    return in[piece];
  }

  /** What has come out there. */
  public double out(int piece) {
    return out[piece];
  }

  public double alpha(int piece) {
    return alpha[piece];
  }

  public double beta(int piece) {
    return beta[piece];
  }
}
