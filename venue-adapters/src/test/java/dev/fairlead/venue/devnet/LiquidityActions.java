package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Real additions and withdrawals of liquidity, and changes of fees. */
final class LiquidityActions {
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger MAX_128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  private final Playground playground;
  private final Random random;

  LiquidityActions(Playground playground, Random random) {
    this.playground = playground;
    this.random = random;
  }

  /** Changes a pool in some way; what reverts changes nothing. */
  void change(Pool pool) {
    switch (pool) {
      case UniswapV2Pool pair -> change(pair);
      case UniswapV3Pool v3 -> change(v3);
      case UniswapV4Pool v4 -> change(v4);
      case BalancerV2Pool balancer -> change(balancer);
      case CurveStableSwapPool curve -> change(curve);
      default -> throw new IllegalStateException("nothing to change in " + pool.getClass());
    }
  }

  private BigInteger some(Token token) {
    return BigInteger.TEN
        .pow(token.decimals())
        .multiply(BigInteger.valueOf(random.nextInt(9_999)))
        .add(BigInteger.valueOf(random.nextInt(1_000)));
  }

  private void change(UniswapV2Pool pair) {
    Token token0 = pair.tokens().get(0);
    Token token1 = pair.tokens().get(1);
    playground.trySend(
        playground.deployment().uniswapV2().router(),
        "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
        token0.address(),
        token1.address(),
        some(token0),
        some(token1),
        0,
        0,
        playground.account(),
        FOREVER);
  }

  private void change(UniswapV3Pool pool) {
    var manager = playground.deployment().uniswapV3().positionManager();
    int owned =
        playground
            .askNumber(manager, "balanceOf(address)", "(uint256)", playground.account())
            .orElseThrow()
            .toIntExact();
    if (owned > 0 && random.nextBoolean()) {
      BigInteger position =
          playground
              .askNumber(
                  manager,
                  "tokenOfOwnerByIndex(address,uint256)",
                  "(uint256)",
                  playground.account(),
                  random.nextInt(owned))
              .orElseThrow()
              .toBigInteger();
      BigInteger liquidity =
          (BigInteger)
              playground
                  .ask(
                      manager,
                      "positions(uint256)",
                      "(uint96,address,address,address,uint24,int24,int24,uint128,uint256,uint256,uint128,uint128)",
                      position)
                  .orElseThrow()
                  .get(7);
      BigInteger part = random.nextBoolean() ? liquidity : liquidity.shiftRight(1);
      playground.trySend(
          manager,
          "decreaseLiquidity((uint256,uint128,uint256,uint256,uint256))",
          List.of(position, part, BigInteger.ZERO, BigInteger.ZERO, FOREVER));
      playground.trySend(
          manager,
          "collect((uint256,address,uint128,uint128))",
          List.of(position, playground.account(), MAX_128, MAX_128));
      return;
    }
    int spacing = pool.terms().tickSpacing();
    int middle = Math.floorDiv(pool.state().tick(), spacing);
    int lower = middle - random.nextInt(50);
    GeneratedV3Pools.mint(
        playground,
        random,
        pool.tokens().get(0),
        pool.tokens().get(1),
        pool.terms().fee().pips(),
        lower * spacing,
        (lower + 1 + random.nextInt(80)) * spacing);
  }

  private void change(UniswapV4Pool pool) {
    PoolKey key = pool.terms().key();
    List<Object> words =
        List.of(key.currency0(), key.currency1(), key.fee(), key.tickSpacing(), key.hooks());
    if (random.nextInt(3) == 0) {
      GeneratedV4Pools.setProtocolFee(playground, random, words);
    } else {
      GeneratedV4Pools.mint(playground, random, words, pool.state().tick());
    }
  }

  private void change(BalancerV2Pool pool) {
    if (random.nextInt(3) == 0) {
      playground.sendAsOwner(
          Address.of(pool.vaultId().toArray(), 0, 20),
          "setSwapFeePercentage(uint256)",
          BigInteger.TEN.pow(13).multiply(BigInteger.valueOf(1 + random.nextInt(1_000))));
      return;
    }
    boolean joins = random.nextInt(3) > 0;
    List<BigInteger> amounts = new ArrayList<>();
    pool.tokens().forEach(token -> amounts.add(some(token).shiftRight(joins ? 0 : 6)));
    byte[] data =
        joins
            ? Abi.encode("(uint256,uint256[],uint256)", 1, amounts, BigInteger.ZERO)
            : Abi.encode("(uint256,uint256[],uint256)", 2, amounts, MAX);
    playground.trySend(
        playground.deployment().balancerV2().vault(),
        (joins ? "joinPool" : "exitPool")
            + "(bytes32,address,address,(address[],uint256[],bytes,bool))",
        pool.vaultId(),
        playground.account(),
        playground.account(),
        List.of(
            pool.tokens().stream().map(Token::address).toList(),
            joins
                ? Collections.nCopies(amounts.size(), MAX)
                : Collections.nCopies(amounts.size(), BigInteger.ZERO),
            data,
            false));
  }

  private void change(CurveStableSwapPool pool) {
    var contract = playground.deployment().curve().pool();
    List<BigInteger> amounts = pool.tokens().stream().map(this::some).toList();
    if (random.nextInt(3) > 0) {
      playground.trySend(contract, "add_liquidity(uint256[4],uint256)", amounts, 0);
    } else {
      playground.trySend(contract, "remove_liquidity_imbalance(uint256[4],uint256)", amounts, MAX);
    }
  }
}
