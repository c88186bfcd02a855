package dev.fairlead.venue.wrapped;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Figures;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.Quoting;
import dev.fairlead.venue.executor.ExecutorHop;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract that wraps the chain's own coin: the coin, whose address is zero, is the first token
 * and its wrapper the second, one for one and without end. It has no state that a trade moves.
 */
public final class WrappedNativePool implements Pool {
  private final PoolFacts facts;

  public WrappedNativePool(PoolFacts facts) {
    if (facts.tokens().size() != 2
        || !facts.tokens().getFirst().address().isZero()
        || facts.tokens().getLast().address().isZero()) {
      throw new IllegalArgumentException(facts.id() + " has the coin and its wrapper, in order");
    }
    if (facts.tokens().getFirst().decimals() != facts.tokens().getLast().decimals()) {
      throw new IllegalArgumentException(
          facts.id() + " wraps one for one, but the decimals of its tokens differ");
    }
    this.facts = facts;
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
    return exchange(in, out, amountIn);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return exchange(in, out, amountOut);
  }

  private Quote exchange(Token in, Token out, Uint256 amount) {
    return Quoting.of(
        facts,
        in,
        out,
        amount,
        WrappedNativePool::refusal,
        (_, _, units) -> new Quote.Filled(units, units, this));
  }

  private static @Nullable QuoteRefusal refusal(int from, int to, Uint256 amount) {
    if (from < 0 || to < 0 || from == to) {
      return QuoteRefusal.UNSUPPORTED;
    }
    return amount.isZero() ? QuoteRefusal.AMOUNT_TOO_SMALL : null;
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    return refusal(facts.indexOf(in), facts.indexOf(out), Uint256.ONE) == null ? 1 : 0;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures().add("rate", 1).toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    return new ExecutorHop.Wrapping(tokens().get(facts.placeOf(out)).address());
  }
}
