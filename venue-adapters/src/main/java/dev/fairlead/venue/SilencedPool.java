package dev.fairlead.venue;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool that keeps its place and refuses, for a reason in words.
 *
 * @param last as it was when last known
 */
public record SilencedPool(Pool last, String why) implements Pool {
  private static final String UNKNOWN = "its state at this block is not known";

  public SilencedPool {
    if (last instanceof SilencedPool) {
      throw new IllegalArgumentException("pool " + last.id() + " is silent already");
    }
    if (why.isBlank()) {
      throw new IllegalArgumentException("pool " + last.id() + " is silent for no reason");
    }
  }

  /** A pool whose state is not known. */
  static SilencedPool of(Pool pool) {
    return pool instanceof SilencedPool silenced ? silenced : new SilencedPool(pool, UNKNOWN);
  }

  @Override
  public PoolId id() {
    return last.id();
  }

  @Override
  public List<Token> tokens() {
    return last.tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return Quote.refused(QuoteRefusal.PAUSED);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return Quote.refused(QuoteRefusal.PAUSED);
  }

  @Override
  public boolean drifts() {
    return last.drifts();
  }

  @Override
  public Gas gas(Token in, Token out) {
    return last.gas(in, out);
  }

  @Override
  public Map<String, BigInteger> figures() {
    return last.figures();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    return last.hop(in, out);
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    return last.routerHop(in, out);
  }

  @Override
  public double spotPrice(Token in, Token out) {
    return 0;
  }
}
