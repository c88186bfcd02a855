package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TricryptoNgConformanceTest extends PoolConformance {
  /** The cubic's root keeps about 18 digits. */
  @Override
  protected Uint256 slack(Pool pool) {
    return CryptoSlack.of(pool);
  }

  @Override
  protected Pool generate(Random random) {
    return GeneratedCrypto.pool(random, facts("curve", 20, 6, 8, 18), CryptoTerms.Generation.NG);
  }

  @Test
  void neverLosesToATrade() {
    CryptoSlack.checkThatSharesGain(getClass(), this::generate);
  }
}
