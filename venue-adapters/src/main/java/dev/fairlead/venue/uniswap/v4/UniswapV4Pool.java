package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.uniswap.concentrated.Swap;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.SwapWalk;
import java.util.List;

/**
 * A hookless pool of the V4 pool manager at one state.
 *
 * <p>A pool of the native coin shows as a pool of the token that wraps it; {@link PoolKey} tells
 * what the contract holds. The two orders differ then: currency 0 is the native coin, also where
 * the wrapper's address is the greater one. Amounts have 128 signed bits in the manager.
 */
public final class UniswapV4Pool implements Pool {
  private static final int AMOUNT_BITS = 127;

  private final PoolFacts facts;
  private final PoolKey key;
  private final V4Fees fees;
  private final SwapState state;

  UniswapV4Pool(PoolFacts facts, PoolKey key, V4Fees fees, SwapState state) {
    this.facts = facts;
    this.key = key;
    this.fees = fees;
    this.state = state;
  }

  UniswapV4Pool with(SwapState next) {
    return new UniswapV4Pool(facts, key, fees, next);
  }

  UniswapV4Pool with(V4Fees next) {
    return new UniswapV4Pool(facts, key, next, state);
  }

  PoolFacts facts() {
    return facts;
  }

  /** The pool's identity in the manager. */
  public PoolKey key() {
    return key;
  }

  public V4Fees fees() {
    return fees;
  }

  public SwapState state() {
    return state;
  }

  @Override
  public PoolId id() {
    return facts.id();
  }

  /** Currency 0 and 1, with the wrapper in the native coin's place. */
  @Override
  public List<Token> tokens() {
    return facts.tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(
            SwapWalk.exactIn(
                state, key.tickSpacing(), fees.swapFee(from == 0), from == 0, amountIn))
        : Quote.refused(QuoteRefusal.UNSUPPORTED);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? quote(
            SwapWalk.exactOut(
                state, key.tickSpacing(), fees.swapFee(from == 0), from == 0, amountOut))
        : Quote.refused(QuoteRefusal.UNSUPPORTED);
  }

  private Quote quote(Swap swap) {
    return switch (swap) {
      case Swap.Done(Uint256 in, Uint256 out, SwapState after) ->
          in.bitLength() > AMOUNT_BITS || out.bitLength() > AMOUNT_BITS
              ? Quote.refused(QuoteRefusal.OVERFLOW)
              : new Quote.Filled(in, out, with(after));
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
    return from + to == 1 && from >= 0 && to >= 0
        ? state.spotPrice(from == 0, fees.swapFee(from == 0))
        : 0;
  }
}
