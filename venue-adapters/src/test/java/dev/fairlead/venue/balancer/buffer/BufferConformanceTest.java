package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.devnet.Cases;
import dev.fairlead.venue.erc4626.ShareRate;
import java.util.Random;

class BufferConformanceTest extends PoolConformance {
  private static final Address VAULT = Address.parse("0xbA1333333333a1BA1108E8412f11850A5C319bA9");

  @Override
  protected Pool generate(Random random) {
    int offset = random.nextInt(13);
    Uint256 assets = Cases.amount(random, 110);
    Uint256 supply = assets.times(Uint256.of(10).pow(offset)).plus(Cases.amount(random, 60));
    return new BufferPool(
        facts("balancer-v3-buffer", 20, 6, 6 + offset),
        new BufferTerms(VAULT, Uint256.of(10_000), random.nextInt(20) == 0),
        new ShareRate(assets, supply, Uint256.ONE, Uint256.of(10).pow(offset)),
        Cases.amount(random, 127),
        Cases.amount(random, 127));
  }
}
