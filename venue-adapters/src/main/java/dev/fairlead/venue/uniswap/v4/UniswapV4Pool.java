package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Figures;
import dev.fairlead.venue.Pieces;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.uniswap.concentrated.Swap;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.SwapWalk;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool of the V4 pool manager at one state, in whose swaps no hook has a part but for the fee.
 *
 * <p>A fee that takes the whole input pauses the pool. A dynamic fee changes without a log.
 *
 * <p>A pool of the native coin shows as a pool of the token that wraps it; {@link PoolKey} tells
 * what the contract holds. The two orders differ then: currency 0 is the native coin, also where
 * the wrapper's address is the greater one. Amounts have 128 signed bits in the manager.
 */
public final class UniswapV4Pool implements Pool {
  private static final int AMOUNT_BITS = 127;

  private final V4Terms terms;
  private final V4Fees fees;
  private final SwapState state;

  public UniswapV4Pool(V4Terms terms, V4Fees fees, SwapState state) {
    this.terms = terms;
    this.fees = fees;
    this.state = state;
  }

  UniswapV4Pool with(SwapState next) {
    return new UniswapV4Pool(terms, fees, next);
  }

  UniswapV4Pool with(V4Fees next) {
    return new UniswapV4Pool(terms, next, state);
  }

  public V4Terms terms() {
    return terms;
  }

  public V4Fees fees() {
    return fees;
  }

  public SwapState state() {
    return state;
  }

  @Override
  public PoolId id() {
    return terms.facts().id();
  }

  /** Currency 0 and 1, with the wrapper in the native coin's place. */
  @Override
  public List<Token> tokens() {
    return terms.facts().tokens();
  }

  @Override
  public Quote quoteExactIn(Token in, Token out, Uint256 amountIn) {
    return quote(in, out, true, amountIn);
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    return quote(in, out, false, amountOut);
  }

  private Quote quote(Token in, Token out, boolean exactIn, Uint256 amount) {
    int from = terms.facts().indexOf(in);
    int to = terms.facts().indexOf(out);
    if (from + to != 1 || from < 0 || to < 0) {
      return Quote.refused(QuoteRefusal.UNSUPPORTED);
    }
    boolean down = from == 0;
    SwapFee fee = fees.swapFee(down);
    if (fee.takesAll()) {
      return Quote.refused(QuoteRefusal.PAUSED);
    }
    int spacing = terms.key().tickSpacing();
    return quote(
        exactIn
            ? SwapWalk.exactIn(state, spacing, fee, down, amount)
            : SwapWalk.exactOut(state, spacing, fee, down, amount));
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
  public boolean drifts() {
    return terms.key().hasDynamicFee();
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures()
        .add("sqrt_price_x96", state.sqrtPrice())
        .add("tick", state.tick())
        .add("liquidity", state.liquidity())
        .add("lp_fee_pips", fees.lpPips())
        .add("protocol_fee_pips_0", fees.protocolPips0())
        .add("protocol_fee_pips_1", fees.protocolPips1())
        .toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    PoolKey key = terms.key();
    boolean up = terms.facts().placeOf(in) == 1;
    Token given = tokens().get(terms.facts().placeOf(out));
    ExecutorHop.V4Pool pool =
        new ExecutorHop.V4Pool(
            currency(up ? 0 : 1), key.hooks(), key.fee(), key.tickSpacing(), Bytes.EMPTY);
    return new ExecutorHop.UniswapV4(given.address(), key.isNative() && !up, List.of(pool));
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    PoolKey key = terms.key();
    return Optional.of(
        new RouterHop.UniswapV4(
            currency(terms.facts().placeOf(in)),
            currency(terms.facts().placeOf(out)),
            key.fee(),
            key.tickSpacing(),
            key.hooks()));
  }

  private Address currency(int place) {
    return place == 0 ? terms.key().currency0() : terms.key().currency1();
  }

  @Override
  public Gas gas(Token in, Token out) {
    return terms.facts().gas();
  }

  @Override
  public Pieces pieces(Token in, Token out) {
    boolean zeroForOne = terms.facts().indexOf(in) == 0;
    return spotPrice(in, out) > 0
        ? state.pieces(zeroForOne, fees.swapFee(zeroForOne))
        : new Pieces();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = terms.facts().indexOf(in);
    int to = terms.facts().indexOf(out);
    return from + to == 1 && from >= 0 && to >= 0
        ? state.spotPrice(from == 0, fees.swapFee(from == 0))
        : 0;
  }
}
