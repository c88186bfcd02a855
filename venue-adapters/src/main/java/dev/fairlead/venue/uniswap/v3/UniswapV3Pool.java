package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.uniswap.concentrated.Swap;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.SwapWalk;
import java.util.List;

/** A pool of concentrated liquidity at one state. */
public final class UniswapV3Pool implements Pool {
  private final PoolFacts facts;
  private final SwapFee fee;
  private final int tickSpacing;
  private final SwapState state;

  UniswapV3Pool(PoolFacts facts, SwapFee fee, int tickSpacing, SwapState state) {
    this.facts = facts;
    this.fee = fee;
    this.tickSpacing = tickSpacing;
    this.state = state;
  }

  UniswapV3Pool with(SwapState next) {
    return new UniswapV3Pool(facts, fee, tickSpacing, next);
  }

  PoolFacts facts() {
    return facts;
  }

  public SwapFee fee() {
    return fee;
  }

  public int tickSpacing() {
    return tickSpacing;
  }

  public SwapState state() {
    return state;
  }

  @Override
  public PoolId id() {
    return facts.id();
  }

  @Override
  public List<Token> tokens() {
    return facts.tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(SwapWalk.exactIn(state, tickSpacing, fee, from == 0, amountIn))
        : Quote.refused(QuoteRefusal.UNSUPPORTED);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(SwapWalk.exactOut(state, tickSpacing, fee, from == 0, amountOut))
        : Quote.refused(QuoteRefusal.UNSUPPORTED);
  }

  private Quote quote(Swap swap) {
    return switch (swap) {
      case Swap.Done(Uint256 in, Uint256 out, SwapState after) ->
          new Quote.Filled(in, out, with(after));
      case Swap.Refused(QuoteRefusal reason) -> Quote.refused(reason);
    };
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0 ? state.spotPrice(from == 0, fee) : 0;
  }
}
