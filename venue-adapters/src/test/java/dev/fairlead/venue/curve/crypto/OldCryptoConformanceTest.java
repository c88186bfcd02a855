package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import java.util.Random;

class OldCryptoConformanceTest extends PoolConformance {
  /** Newton's method stops at fourteen digits. */
  @Override
  protected Uint256 slack(Pool pool) {
    return CryptoSlack.of(pool);
  }

  @Override
  protected boolean quotesAfterATrade() {
    return false;
  }

  @Override
  protected Pool generate(Random random) {
    return GeneratedCrypto.pool(
        random,
        random.nextBoolean() ? facts("curve", 20, 18, 6) : facts("curve", 20, 6, 8, 18),
        CryptoTerms.Generation.OLD);
  }
}
