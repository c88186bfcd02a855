package dev.fairlead.node.config;

import java.time.Duration;

/**
 * How far a chain's market is trusted.
 *
 * @param probeTokens whether a token must pass a probe before pools that hold it are traded with
 * @param probeEvery after so many blocks tokens are probed again
 * @param sampleEvery after so many blocks some pools are compared with the chain's own quoters; 0:
 *     never
 * @param sampleSize so many pools each time
 * @param readmission a pool that differed is traded with again once it has agreed so many times in
 *     a row; 0: not by itself
 * @param keepEvery so often the market is kept for the next start; 0: never
 * @param reviewSize of a market that was kept, so many pools are read again with each block until
 *     all are
 */
public record MarketConfig(
    @Default("true") boolean probeTokens,
    @Default("1800") int probeEvery,
    @Default("25") int sampleEvery,
    @Default("8") int sampleSize,
    @Default("20") int readmission,
    @Default("0s") Duration keepEvery,
    @Default("200") int reviewSize) {
  private static final int MOST_SAMPLED = 1_000;

  public MarketConfig {
    if (probeEvery < 1) {
      throw new ConfigException("probe-every", "is at least one block");
    }
    if (sampleEvery < 0) {
      throw new ConfigException("sample-every", "is a number of blocks, or 0 for never");
    }
    if (sampleSize < 1 || sampleSize > MOST_SAMPLED) {
      throw new ConfigException("sample-size", "is between 1 and " + MOST_SAMPLED);
    }
    if (readmission < 0) {
      throw new ConfigException("readmission", "is a number of agreements, or 0 for never");
    }
    if (keepEvery.isNegative()) {
      throw new ConfigException("keep-every", "is a time, or 0s for never");
    }
    if (reviewSize < 1) {
      throw new ConfigException("review-size", "is at least one pool");
    }
  }

  /** What holds where nothing is said. */
  public static MarketConfig standard() {
    return new MarketConfig(true, 1_800, 25, 8, 20, Duration.ZERO, 200);
  }
}
