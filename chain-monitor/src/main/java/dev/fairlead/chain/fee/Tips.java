package dev.fairlead.chain.fee;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.fee.InclusionSpeed;
import java.util.function.Function;

/** The priority fee for each speed of inclusion; on chains without a base fee, the whole price. */
public record Tips(FeePerGas slow, FeePerGas normal, FeePerGas fast, FeePerGas urgent) {
  /** The same for every speed. */
  public static Tips all(FeePerGas tip) {
    return new Tips(tip, tip, tip, tip);
  }

  /** One by one. */
  static Tips each(Function<InclusionSpeed, FeePerGas> tip) {
    return new Tips(
        tip.apply(InclusionSpeed.SLOW),
        tip.apply(InclusionSpeed.NORMAL),
        tip.apply(InclusionSpeed.FAST),
        tip.apply(InclusionSpeed.URGENT));
  }

  public FeePerGas of(InclusionSpeed speed) {
    return switch (speed) {
      case SLOW -> slow;
      case NORMAL -> normal;
      case FAST -> fast;
      case URGENT -> urgent;
    };
  }
}
