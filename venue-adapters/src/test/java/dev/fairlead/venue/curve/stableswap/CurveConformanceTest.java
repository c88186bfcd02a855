package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.devnet.Cases;
import java.util.List;
import java.util.Random;

class CurveConformanceTest extends PoolConformance {
  /** Newton's last step leaves the iteration a unit or two to either side. */
  @Override
  protected Uint256 slack(Pool pool) {
    return Uint256.of(2);
  }

  @Override
  protected Pool generate(Random random) {
    int digits = Cases.between(random, 2, 9);
    Uint256 million = Uint256.of(10).pow(digits);
    CurveTerms terms =
        new CurveTerms(
            Amplification.of(
                Uint256.of(100L * (1 + random.nextInt(2_000))),
                3,
                CurvePoolSettings.Generation.PLAIN),
            Uint256.of(1_000_000 + random.nextInt(100_000_000)),
            Uint256.of(random.nextInt(1_000_000_000)),
            List.of(Uint256.of(10).pow(18), Uint256.of(10).pow(30), Uint256.of(10).pow(28)));
    return new CurveStableSwapPool(
        facts("curve", 20, 18, 6, 8),
        terms,
        million.times(Uint256.of(10).pow(18)),
        million.times(Uint256.of(500_000L + random.nextInt(1_000_000))),
        million.times(Uint256.of(50_000_000L + random.nextInt(100_000_000))));
  }
}
