package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Uint256;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Terms and rates of pools made up for tests. */
final class GeneratedV3Terms {
  private static final Uint256 ONE = Uint256.of(10).pow(18);

  private static final List<Uint256> LEAST =
      Collections.nCopies(8, Uint256.of(1_000_000_000_000_000L));

  private GeneratedV3Terms() {}

  static BalancerV3Terms terms(Random random, int tokens) {
    return new BalancerV3Terms(
        Uint256.of(1_000_000_000_000L * (1 + random.nextInt(100_000))),
        random.nextBoolean() ? Uint256.ZERO : ONE.dividedBy(Uint256.of(2)),
        random.nextBoolean() ? Uint256.ZERO : ONE.dividedBy(Uint256.of(10)),
        Uint256.of(1_000_000),
        false,
        false,
        false,
        random.nextBoolean() ? List.of() : LEAST.subList(0, tokens));
  }

  /** So many base units of a token, at some rate from a half to two; growth is due or not. */
  static BalancerV3Holding holding(Random random, int decimals, Uint256 raw) {
    boolean rated = random.nextBoolean();
    Uint256 rate =
        rated
            ? ONE.dividedBy(Uint256.of(2))
                .plus(Uint256.of(random.nextLong(1_500_000_000_000_000_000L)))
            : ONE;
    BalancerV3Holding holding =
        new BalancerV3Holding(
            Uint256.of(10).pow(18 - decimals), rate, rated, rated, raw, Uint256.ZERO);
    Uint256 live = holding.live();
    Uint256 last = random.nextBoolean() ? live : live.minus(live.dividedBy(Uint256.of(1_000)));
    return new BalancerV3Holding(holding.scaling(), rate, rated, rated, raw, last);
  }
}
