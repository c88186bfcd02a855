package dev.fairlead.venue.devnet;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Pools at any price, with positions of any width and size, some empty around the price. */
final class GeneratedV3Pools {
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);

  /** Few of the finest spacing, whose empty words take the EVM long. */
  private static final List<Tier> TIERS =
      List.of(
          new Tier(100, 1),
          new Tier(500, 10),
          new Tier(500, 10),
          new Tier(3_000, 60),
          new Tier(3_000, 60),
          new Tier(10_000, 200),
          new Tier(1, 50),
          new Tier(500_000, 100),
          new Tier(999_999, 200));

  private record Tier(int fee, int spacing) {}

  private GeneratedV3Pools() {}

  static void make(Playground playground, Random random, int pools, int positions) {
    playground.approve(playground.deployment().uniswapV3().positionManager());
    TIERS.forEach(tier -> allow(playground, tier));
    for (int i = 0; i < pools; i++) {
      Tier tier = TIERS.get(random.nextInt(TIERS.size()));
      List<Token> tokens = playground.tokens();
      int one = random.nextInt(tokens.size());
      int other = (one + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
      List<Token> pair = Stream.of(tokens.get(one), tokens.get(other)).sorted().toList();
      make(playground, random, pair.get(0), pair.get(1), tier, positions);
    }
  }

  private static void make(
      Playground playground, Random random, Token token0, Token token1, Tier tier, int positions) {
    int tick = Cases.between(random, -600_000, 600_000);
    playground.send(
        playground.deployment().uniswapV3().positionManager(),
        "createAndInitializePoolIfNecessary(address,address,uint24,uint160)",
        token0.address(),
        token1.address(),
        tier.fee(),
        TickMath.sqrtPriceAt(tick).toBigInteger().add(BigInteger.valueOf(random.nextInt(1000))));
    int spacing = tier.spacing();
    for (int i = 0; i < positions; i++) {
      int width = 1 + random.nextInt(1 << Cases.between(random, 1, 14));
      int lower = Math.floorDiv(tick, spacing) + random.nextInt(2 * width + 2) - width - 1;
      lower = Math.clamp(lower, TickMath.MIN_TICK / spacing, TickMath.MAX_TICK / spacing - 1);
      int upper = Math.min(lower + width, TickMath.MAX_TICK / spacing);
      mint(playground, random, token0, token1, tier.fee(), lower * spacing, upper * spacing);
    }
  }

  /** Fees at either end are nobody's, but may be. */
  private static void allow(Playground playground, Tier tier) {
    Address factory = playground.deployment().uniswapV3().factory();
    boolean known =
        playground
            .askNumber(factory, "feeAmountTickSpacing(uint24)", "(uint256)", tier.fee())
            .filter(spacing -> !spacing.isZero())
            .isPresent();
    if (!known) {
      playground.sendAsOwner(factory, "enableFeeAmount(uint24,int24)", tier.fee(), tier.spacing());
    }
  }

  static void mint(
      Playground playground,
      Random random,
      Token token0,
      Token token1,
      int fee,
      int lower,
      int upper) {
    BigInteger amount = Cases.amount(random, 100).toBigInteger();
    // An amount that rounds to no liquidity, or to too much of it, reverts: the pool goes without.
    playground.trySend(
        playground.deployment().uniswapV3().positionManager(),
        "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))",
        List.of(
            token0.address(),
            token1.address(),
            fee,
            lower,
            upper,
            amount,
            Cases.amount(random, 100).toBigInteger(),
            BigInteger.ZERO,
            BigInteger.ZERO,
            playground.account(),
            FOREVER));
  }
}
