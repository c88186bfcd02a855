package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Figures;
import dev.fairlead.venue.Pieces;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.uniswap.concentrated.Swap;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.SwapWalk;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool of concentrated liquidity at one state. */
public final class UniswapV3Pool implements Pool {
  private final V3Terms terms;
  private final SwapState state;

  public UniswapV3Pool(V3Terms terms, SwapState state) {
    this.terms = terms;
    this.state = state;
  }

  UniswapV3Pool with(SwapState next) {
    return new UniswapV3Pool(terms, next);
  }

  public V3Terms terms() {
    return terms;
  }

  public SwapState state() {
    return state;
  }

  @Override
  public PoolId id() {
    return terms.facts().id();
  }

  @Override
  public List<Token> tokens() {
    return terms.facts().tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    int from = terms.facts().indexOf(in);
    int to = terms.facts().indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(SwapWalk.exactIn(state, terms.tickSpacing(), terms.fee(), from == 0, amountIn))
        : Quote.refused(QuoteRefusal.UNSUPPORTED);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    int from = terms.facts().indexOf(in);
    int to = terms.facts().indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(SwapWalk.exactOut(state, terms.tickSpacing(), terms.fee(), from == 0, amountOut))
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
  public Pieces pieces(Token in, Token out) {
    return spotPrice(in, out) > 0
        ? state.pieces(terms.facts().indexOf(in) == 0, terms.fee())
        : new Pieces();
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .add("sqrt_price_x96", state.sqrtPrice())
        .add("tick", state.tick())
        .add("liquidity", state.liquidity())
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    terms.facts().placeOf(in);
    Token given = tokens().get(terms.facts().placeOf(out));
    return new ExecutorHop.UniswapV3(id().key().addressAt(0), given.address());
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    PoolFacts facts = terms.facts();
    return Optional.of(
        new RouterHop.UniswapV3(
            tokens().get(facts.placeOf(in)).address(),
            tokens().get(facts.placeOf(out)).address(),
            terms.fee().pips()));
  }

  @Override
  public Gas gas(Token in, Token out) {
    return terms.facts().gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = terms.facts().indexOf(in);
    int to = terms.facts().indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0 ? state.spotPrice(from == 0, terms.fee()) : 0;
  }
}
