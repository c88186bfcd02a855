package dev.fairlead.venue.erc4626;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.devnet.Cases;
import java.util.Random;

class Erc4626ConformanceTest extends PoolConformance {
  @Override
  protected Pool generate(Random random) {
    int decimals = decimals(random);
    boolean counted = random.nextBoolean();
    int offset = counted ? random.nextInt(13) : 0;
    Uint256 assets = Cases.amount(random, 110);
    Uint256 supply = assets.times(Uint256.of(10).pow(offset)).plus(Cases.amount(random, 60));
    return new Erc4626Pool(
        facts("erc-4626", 20, decimals, decimals + offset),
        new ShareRate(
            assets,
            supply,
            counted ? Uint256.ONE : Uint256.ZERO,
            counted ? Uint256.of(10).pow(offset) : Uint256.ZERO),
        random.nextBoolean() ? Uint256.MAX_VALUE : Cases.amount(random, 120));
  }
}
