package dev.fairlead.intent;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A pool that is traded in as it is told, at no price. */
record ToldPool(PoolId id, List<Token> tokens, ExecutorHop hop) implements Pool {
  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return Quote.refused(QuoteRefusal.NO_LIQUIDITY);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quote.refused(QuoteRefusal.NO_LIQUIDITY);
  }

  @Override
  public Gas gas(Token in, Token out) {
    return new Gas(100_000);
  }

  @Override
  public double spotPrice(Token in, Token out) {
    return 0;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return Map.of("told", BigInteger.ONE);
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    return hop;
  }
}
