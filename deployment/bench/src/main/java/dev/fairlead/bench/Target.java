package dev.fairlead.bench;

import java.math.BigDecimal;

/** What a figure, or its ratio to its peer, has to be. */
public record Target(Of of, Bound bound, double limit) {
  /** Which number is judged. */
  public enum Of {
    VALUE,
    RATIO
  }

  /** On which side of the limit it must lie. */
  public enum Bound {
    BELOW("<"),
    AT_LEAST(">=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  public Target {
    if (!Double.isFinite(limit) || limit < 0) {
      throw new IllegalArgumentException("not a limit: " + limit);
    }
  }

  /** The value is smaller. */
  public static Target below(double limit) {
    return new Target(Of.VALUE, Bound.BELOW, limit);
  }

  /** The value is no smaller. */
  public static Target atLeast(double limit) {
    return new Target(Of.VALUE, Bound.AT_LEAST, limit);
  }

  /** The ratio is smaller. */
  public static Target ratioBelow(double limit) {
    return new Target(Of.RATIO, Bound.BELOW, limit);
  }

  /** The ratio is no smaller. */
  public static Target ratioAtLeast(double limit) {
    return new Target(Of.RATIO, Bound.AT_LEAST, limit);
  }

  boolean holds(double number) {
    return switch (bound) {
      case BELOW -> number < limit;
      case AT_LEAST -> number >= limit;
    };
  }

  /** Such as {@code < 1.5} or {@code ratio >= 3}. */
  @Override
  public String toString() {
    String number = BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    return (of == Of.RATIO ? "ratio " : "") + bound.sign + " " + number;
  }
}
