package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.Value;
import java.util.List;

/** What the prices of a pool rest on, in market files. */
public final class CurveFields {
  private static final int FIXED_BITS = 60;
  private static final int AMPLIFICATION_BITS = 64;

  private CurveFields() {}

  /** Writes {@code weights} or {@code amplification}. */
  public static void write(PoolCurve curve, FieldWriter state) {
    switch (curve) {
      case WeightedCurve weighted -> state.numbers("weights", weighted.weights());
      case StableCurve stable -> state.number("amplification", stable.amplification());
    }
  }

  /** The curve of {@code weights}, of which all are above zero and one together. */
  public static WeightedCurve weighted(Fields state, int tokens, boolean plainPowers) {
    Value field = state.field("weights");
    List<Uint256> weights = field.numbers(tokens, FIXED_BITS);
    Uint256 sum = weights.stream().reduce(Uint256.ZERO, Uint256::plus);
    if (!sum.equals(Fixed18.ONE) || weights.contains(Uint256.ZERO)) {
      throw field.invalid("each is above zero, and together they are 10^18");
    }
    return new WeightedCurve(weights, plainPowers, true);
  }

  /** The curve of {@code amplification}. */
  public static StableCurve stable(Fields state, StableCurve.Generation generation) {
    return new StableCurve(state.field("amplification").number(AMPLIFICATION_BITS), generation);
  }

  /** The {@code swap_fee}, less than one. */
  public static Uint256 fee(Fields state) {
    return share(state.field("swap_fee"));
  }

  /** A part in 18 decimals, less than one. */
  public static Uint256 share(Value field) {
    Uint256 share = field.number(FIXED_BITS);
    if (share.isAtLeast(Fixed18.ONE)) {
      throw field.invalid("the whole or more: " + share);
    }
    return share;
  }
}
