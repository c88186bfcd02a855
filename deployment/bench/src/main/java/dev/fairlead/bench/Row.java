package dev.fairlead.bench;

import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param name what was measured, and against what
 * @param value ours, in {@code unit}
 * @param against the peer or the limit, in the same unit, measured in the same run; null for none
 * @param target what the figure has to be; null when it is only shown
 */
public record Row(
    String name, double value, String unit, @Nullable Double against, @Nullable Target target) {
  public Row {
    check(name, value);
    if (against != null) {
      check(name, against);
      if (against <= 0) {
        throw new IllegalArgumentException(name + " is held against nothing: " + against);
      }
    }
    if (target != null && target.of() == Target.Of.RATIO && against == null) {
      throw new IllegalArgumentException(name + " has a target for its ratio to nothing");
    }
  }

  private static void check(String name, double figure) {
    if (!Double.isFinite(figure) || figure < 0) {
      throw new IllegalArgumentException(name + " was not measured: " + figure);
    }
  }

  /** A figure that is only shown. */
  public static Row shown(String name, double value, String unit) {
    return new Row(name, value, unit, null, null);
  }

  /** A figure with a target of its own. */
  public static Row held(String name, double value, String unit, Target target) {
    return new Row(name, value, unit, null, target);
  }

  /** {@code value / against}; null without a peer. */
  public @Nullable Double ratio() {
    return against == null ? null : value / against;
  }

  /** Whether it is what it has to be; true when nothing is asked of it. */
  public boolean held() {
    if (target == null) {
      return true;
    }
    return switch (target.of()) {
      case VALUE -> target.holds(value);
      case RATIO -> against != null && target.holds(value / against);
    };
  }
}
