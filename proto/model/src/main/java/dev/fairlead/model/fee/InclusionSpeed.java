package dev.fairlead.model.fee;

import java.time.Duration;
import java.util.Arrays;

/** How soon a transaction is wanted in a block, the least urgent first. */
public enum InclusionSpeed {
  /** Some time, as cheaply as possible. */
  SLOW(25, 150),
  /** With what most of a block pays. */
  NORMAL(50, 6),
  /** Within the next few blocks. */
  FAST(75, 2),
  /** In the next block. */
  URGENT(95, 0);

  private final int percentile;
  private final long moreThanBlocks;

  InclusionSpeed(int percentile, long moreThanBlocks) {
    this.percentile = percentile;
    this.moreThanBlocks = moreThanBlocks;
  }

  /** The share of a block's gas, in percent, that paid this speed's tip or less. */
  public int percentile() {
    return percentile;
  }

  /**
   * The least urgent speed that is still soon enough where {@code left} is left, on a chain with
   * this time between blocks.
   */
  public static InclusionSpeed within(Duration left, Duration blockTime) {
    long blocks = left.dividedBy(blockTime);
    return Arrays.stream(values())
        .filter(speed -> blocks > speed.moreThanBlocks)
        .findFirst()
        .orElse(URGENT);
  }
}
