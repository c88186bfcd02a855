package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Real trades through the venues' own routers, each with the quote that it must meet. */
final class MarketActions {
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final int AMOUNT_BITS = 95;
  private static final int WALLET_BITS = 112;

  private final Playground playground;
  private final Random random;

  MarketActions(Playground playground, Random random) {
    this.playground = playground;
    this.random = random;
    playground.approve(playground.deployment().uniswapV2().router());
    playground.approve(playground.deployment().uniswapV3().router());
    playground.approve(playground.deployment().uniswapV3().positionManager());
    playground.approve(playground.deployment().balancerV2().vault());
    playground.approve(playground.deployment().curve().pool());
    playground.approveByPermit2(playground.deployment().uniswapV4().universalRouter());
    playground.approveByPermit2(playground.deployment().uniswapV4().positionManager());
  }

  /** A trade that was done, and the quote for it. */
  record Trade(Pool before, Quote.Filled quote) {}

  /** Trades in a pool; empty where no amount of a few was fit for it. */
  Optional<Trade> trade(Pool pool) {
    for (int attempt = 0; attempt < 8; attempt++) {
      int from = random.nextInt(pool.tokens().size());
      int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
      Token in = pool.tokens().get(from);
      Token out = pool.tokens().get(to);
      Uint256 amount = Cases.amount(random, AMOUNT_BITS);
      boolean exactIn = pool instanceof CurveStableSwapPool || random.nextBoolean();
      Quote quote =
          exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
      if (quote instanceof Quote.Filled filled
          && filled.amountIn().bitLength() <= WALLET_BITS
          && filled.amountOut().bitLength() <= WALLET_BITS) {
        try {
          trade(pool, in, out, filled, exactIn);
        } catch (DevnetException e) {
          throw new AssertionError(
              PoolStates.describe(pool) + " reverts where it should give " + filled, e);
        }
        return Optional.of(new Trade(pool, filled));
      }
    }
    return Optional.empty();
  }

  private void trade(Pool pool, Token in, Token out, Quote.Filled quote, boolean exactIn) {
    BigInteger amountIn = quote.amountIn().toBigInteger();
    BigInteger amountOut = quote.amountOut().toBigInteger();
    switch (pool) {
      case UniswapV2Pool _ ->
          playground.send(
              playground.deployment().uniswapV2().router(),
              exactIn
                  ? "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"
                  : "swapTokensForExactTokens(uint256,uint256,address[],address,uint256)",
              exactIn ? amountIn : amountOut,
              exactIn ? amountOut : amountIn,
              List.of(in.address(), out.address()),
              playground.account(),
              FOREVER);
      case UniswapV3Pool v3 ->
          playground.send(
              playground.deployment().uniswapV3().router(),
              (exactIn ? "exactInputSingle" : "exactOutputSingle")
                  + "((address,address,uint24,address,uint256,uint256,uint160))",
              List.of(
                  in.address(),
                  out.address(),
                  v3.terms().fee().pips(),
                  playground.account(),
                  exactIn ? amountIn : amountOut,
                  exactIn ? amountOut : amountIn,
                  BigInteger.ZERO));
      case UniswapV4Pool v4 -> trade(v4, in, quote, exactIn);
      case BalancerV2Pool balancer ->
          playground.send(
              playground.deployment().balancerV2().vault(),
              "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
              List.of(
                  balancer.vaultId(),
                  exactIn ? 0 : 1,
                  in.address(),
                  out.address(),
                  exactIn ? amountIn : amountOut,
                  new byte[0]),
              List.of(playground.account(), false, playground.account(), false),
              exactIn ? amountOut : amountIn,
              FOREVER);
      case CurveStableSwapPool curve ->
          playground.send(
              playground.deployment().curve().pool(),
              "exchange(int128,int128,uint256,uint256)",
              curve.tokens().indexOf(in),
              curve.tokens().indexOf(out),
              amountIn,
              amountOut);
      default -> throw new IllegalStateException("no router for " + pool.getClass());
    }
  }

  private void trade(UniswapV4Pool pool, Token in, Quote.Filled quote, boolean exactIn) {
    PoolKey key = pool.terms().key();
    boolean down = pool.tokens().indexOf(in) == 0;
    Address from = down ? key.currency0() : key.currency1();
    Address to = down ? key.currency1() : key.currency0();
    BigInteger amountIn = quote.amountIn().toBigInteger();
    BigInteger amountOut = quote.amountOut().toBigInteger();
    byte[] swap =
        Abi.encode(
            "(((address,address,uint24,int24,address),bool,uint128,uint128,bytes))",
            List.of(
                List.of(
                    key.currency0(), key.currency1(), key.fee(), key.tickSpacing(), key.hooks()),
                down,
                exactIn ? amountIn : amountOut,
                exactIn ? amountOut : amountIn,
                new byte[0]));
    byte[] settle = Abi.encode("(address,uint256)", from, amountIn);
    byte[] take = Abi.encode("(address,uint256)", to, amountOut);
    byte[] input =
        Abi.encode(
            "(bytes,bytes[])",
            new byte[] {(byte) (exactIn ? 0x06 : 0x08), 0x0c, 0x0f},
            List.of(swap, settle, take));
    playground.pay(
        from.isZero() ? amountIn : BigInteger.ZERO,
        playground.deployment().uniswapV4().universalRouter(),
        "execute(bytes,bytes[],uint256)",
        new byte[] {0x10},
        List.of(input),
        FOREVER);
  }
}
