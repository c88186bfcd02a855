package dev.fairlead.venue.uniswap.v2;

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
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A constant product pair: reserves x and y move so that x·y, with the input counted less its fee,
 * never falls.
 *
 * <p>From (x + kept·in)(y - out) ≥ x·y follows out = ⌊kept·in·y / (x + kept·in)⌋, and the input for
 * a wanted output as the periphery's library counts it, ⌊x·out / (kept·(y - out))⌋ + 1. Reserves
 * have 112 bits on chain; a trade that would leave them is refused, so no product here overflows.
 */
public final class UniswapV2Pool implements Pool {
  static final int RESERVE_BITS = 112;

  private final PoolFacts facts;
  private final PairFee fee;
  private final Uint256 reserve0;
  private final Uint256 reserve1;

  public UniswapV2Pool(PoolFacts facts, PairFee fee, Uint256 reserve0, Uint256 reserve1) {
    this.facts = facts;
    this.fee = fee;
    this.reserve0 = reserve0;
    this.reserve1 = reserve1;
  }

  UniswapV2Pool withReserves(Uint256 next0, Uint256 next1) {
    return new UniswapV2Pool(facts, fee, next0, next1);
  }

  PoolFacts facts() {
    return facts;
  }

  PairFee fee() {
    return fee;
  }

  public Uint256 reserve0() {
    return reserve0;
  }

  public Uint256 reserve1() {
    return reserve1;
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
    if (from < 0 || to < 0 || from == to) {
      return Quote.refused(QuoteRefusal.UNSUPPORTED);
    }
    Uint256 reserveIn = from == 0 ? reserve0 : reserve1;
    Uint256 reserveOut = from == 0 ? reserve1 : reserve0;
    if (reserveIn.isZero() || reserveOut.isZero()) {
      return Quote.refused(QuoteRefusal.NO_LIQUIDITY);
    }
    if (amountIn.bitLength() > RESERVE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    Uint256 nextIn = reserveIn.plus(amountIn);
    if (nextIn.bitLength() > RESERVE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    Uint256 counted = amountIn.timesWrapping(fee.kept());
    Uint256 amountOut =
        counted.mulDivDown(
            reserveOut, reserveIn.timesWrapping(PairFee.WHOLE).plusWrapping(counted));
    if (amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    return filled(from, amountIn, amountOut, nextIn, reserveOut.minusWrapping(amountOut));
  }

  @Override
  public Quote quoteExactOut(Token in, Token out, Uint256 amountOut) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    if (from < 0 || to < 0 || from == to) {
      return Quote.refused(QuoteRefusal.UNSUPPORTED);
    }
    if (amountOut.isZero()) {
      return Quote.refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 reserveIn = from == 0 ? reserve0 : reserve1;
    Uint256 reserveOut = from == 0 ? reserve1 : reserve0;
    if (reserveIn.isZero() || reserveOut.isZero()) {
      return Quote.refused(QuoteRefusal.NO_LIQUIDITY);
    }
    if (amountOut.isAtLeast(reserveOut)) {
      return Quote.refused(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 nextOut = reserveOut.minus(amountOut);
    Uint256 amountIn =
        reserveIn
            .timesWrapping(PairFee.WHOLE)
            .mulDivDown(amountOut, nextOut.timesWrapping(fee.kept()))
            .plus(Uint256.ONE);
    Uint256 nextIn = reserveIn.plus(amountIn);
    if (nextIn.bitLength() > RESERVE_BITS) {
      return Quote.refused(QuoteRefusal.OVERFLOW);
    }
    return filled(from, amountIn, amountOut, nextIn, nextOut);
  }

  private Quote filled(
      int from, Uint256 amountIn, Uint256 amountOut, Uint256 nextIn, Uint256 nextOut) {
    return new Quote.Filled(
        amountIn,
        amountOut,
        from == 0 ? withReserves(nextIn, nextOut) : withReserves(nextOut, nextIn));
  }

  @Override
  public Pieces pieces(Token in, Token out) {
    Pieces pieces = new Pieces();
    if (spotPrice(in, out) > 0) {
      boolean isFirst = facts.indexOf(in) == 0;
      double reserveIn = (isFirst ? reserve0 : reserve1).toDouble();
      double reserveOut = (isFirst ? reserve1 : reserve0).toDouble();
      double most = Math.scalb(1.0, RESERVE_BITS) - reserveIn;
      pieces.add(reserveIn / (reserveOut * fee.keptShare()), 1 / reserveOut, most);
    }
    return pieces;
  }

  @Override
  public Map<String, BigInteger> figures() {
    return new Figures().add("reserve0", reserve0).add("reserve1", reserve1).toMap();
  }

  @Override
  public ExecutorHop hop(Token in, Token out) {
    facts.placeOf(in);
    return new ExecutorHop.UniswapV2(
        id().key().addressAt(0),
        facts.tokens().get(facts.placeOf(out)).address(),
        fee.basisPoints());
  }

  @Override
  public Optional<RouterHop> routerHop(Token in, Token out) {
    return Optional.of(
        new RouterHop.UniswapV2(
            facts.tokens().get(facts.placeOf(in)).address(),
            facts.tokens().get(facts.placeOf(out)).address()));
  }

  @Override
  public Gas gas(Token in, Token out) {
    return facts.gas();
  }

  @Override
  public double spotPrice(Token in, Token out) {
    int from = facts.indexOf(in);
    int to = facts.indexOf(out);
    if (from < 0 || to < 0 || from == to || reserve0.isZero() || reserve1.isZero()) {
      return 0;
    }
    double price = reserve1.toDouble() / reserve0.toDouble();
    return (from == 0 ? price : 1 / price) * fee.keptShare();
  }
}
