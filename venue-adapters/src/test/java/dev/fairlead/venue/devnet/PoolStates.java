package dev.fairlead.venue.devnet;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.buffer.BufferPool;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.balancer.v2.ComposableStablePool;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.util.ArrayList;
import java.util.List;

/** The whole state of a pool in words, to compare what came from logs with what a read gives. */
final class PoolStates {
  private PoolStates() {}

  static String describe(Pool pool) {
    List<Object> words = new ArrayList<>();
    words.add(pool.id());
    switch (pool) {
      case UniswapV2Pool pair -> words.addAll(List.of(pair.reserve0(), pair.reserve1()));
      case UniswapV3Pool v3 -> add(words, v3.state());
      case UniswapV4Pool v4 -> {
        add(words, v4.state());
        words.add(v4.fees());
      }
      case CurveStableSwapPool curve -> {
        for (int i = 0; i < curve.tokens().size(); i++) {
          words.add(curve.balance(i));
        }
      }
      case BalancerV2Pool balancer -> {
        for (int i = 0; i < balancer.tokens().size(); i++) {
          words.add(balancer.balance(i));
        }
      }
      case ComposableStablePool composable -> {
        for (int i = 0; i < composable.tokens().size(); i++) {
          words.add(composable.balance(i));
        }
        words.add(composable.figures());
      }
      case BalancerV3Pool v3 -> words.addAll(v3.holdings());
      case BufferPool buffer ->
          words.addAll(List.of(buffer.assets(), buffer.shares(), buffer.rate(), buffer.terms()));
      default -> words.add("unknown " + pool.getClass());
    }
    addQuotes(words, pool);
    return words.toString();
  }

  private static void add(List<Object> words, SwapState state) {
    words.addAll(List.of(state.sqrtPrice(), state.tick(), state.liquidity()));
    for (int i = 0; i < state.table().size(); i++) {
      words.add(state.table().at(i));
    }
  }

  /** Fees and whatever else shows in a price. */
  private static void addQuotes(List<Object> words, Pool pool) {
    for (Token in : pool.tokens()) {
      for (Token out : pool.tokens()) {
        Quote quote = pool.quoteExactIn(in, out, Uint256.of(10).pow(in.decimals()));
        words.add(quote instanceof Quote.Filled filled ? filled.amountOut() : quote);
      }
    }
  }
}
