package dev.fairlead.chain.fee;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.fee.InclusionSpeed;

/** The priority fee for each speed of inclusion; on chains without a base fee, the whole price. */
public record Tips(FeePerGas slow, FeePerGas normal, FeePerGas fast, FeePerGas urgent) {
  /** The same for every speed. */
  public static Tips all(FeePerGas tip) {
    return new Tips(tip, tip, tip, tip);
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
