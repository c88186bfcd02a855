package dev.fairlead.node.quote;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.depth.Depth;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks every pool that holds both tokens of a trade, by itself. */
public final class Offers {
  /** Moves of the price that depth is told for, in basis points. */
  public static final List<Integer> MOVES = List.of(10, 100, 500);

  private static final MathContext SHOWN = new MathContext(12, RoundingMode.HALF_EVEN);

  private final Trade trade;
  private final NetworkFee fee;
  private final RouteResult route;
  private final boolean withDepth;

  private Offers(Trade trade, NetworkFee fee, RouteResult route, boolean withDepth) {
    this.trade = trade;
    this.fee = fee;
    this.route = route;
    this.withDepth = withDepth;
  }

  /**
   * The pools' offers, the best after gas first and the refusals last.
   *
   * @param route which says what a fee is worth in the side that the trade leaves open
   */
  public static List<PoolOffer> of(
      Market market, Trade trade, NetworkFee fee, RouteResult route, boolean withDepth) {
    Offers offers = new Offers(trade, fee, route, withDepth);
    List<PoolOffer.Made> made = new ArrayList<>();
    List<PoolOffer.None> refused = new ArrayList<>();
    for (Pool pool : market.pools(trade.sell(), trade.buy())) {
      switch (offers.offer(pool)) {
        case PoolOffer.Made offer -> made.add(offer);
        case PoolOffer.None none -> refused.add(none);
      }
    }
    Comparator<BigInteger> byNet =
        trade instanceof Trade.ExactIn ? Comparator.reverseOrder() : Comparator.naturalOrder();
    made.sort(Comparator.comparing(PoolOffer.Made::net, byNet).thenComparing(PoolOffer::pool));
    refused.sort(Comparator.comparing(PoolOffer::pool));
    List<PoolOffer> all = new ArrayList<>(made);
    all.addAll(refused);
    return all;
  }

  private PoolOffer offer(Pool pool) {
    if (pool instanceof SilencedPool silenced) {
      return new PoolOffer.None(pool.id(), silenced.why());
    }
    Quote quote =
        switch (trade) {
          case Trade.ExactIn(TokenAmount sell, Token buy) ->
              pool.quoteExactIn(sell.token(), buy, sell.units());
          case Trade.ExactOut(Token sell, TokenAmount buy) ->
              pool.quoteExactOut(sell, buy.token(), buy.units());
        };
    return switch (quote) {
      case Quote.Filled filled -> made(pool, filled);
      case Quote.Refused(QuoteRefusal reason) -> new PoolOffer.None(pool.id(), words(reason));
    };
  }

  private PoolOffer made(Pool pool, Quote.Filled filled) {
    Optional<Depth> depth = Depth.of(pool, trade.sell(), trade.buy());
    Gas gas = pool.gas(trade.sell(), trade.buy());
    return new PoolOffer.Made(
        pool.id(),
        filled.amountIn(),
        filled.amountOut(),
        whole(trade.buy(), filled.amountOut())
            .divide(whole(trade.sell(), filled.amountIn()), SHOWN),
        new BigDecimal(
            depth
                .map(known -> known.impact(filled.amountIn(), filled.amountOut()))
                .orElse(BigInteger.ZERO),
            18),
        fee(pool),
        gas,
        net(filled, gas, pool.hop(trade.sell(), trade.buy()).bytes()),
        withDepth
            ? depth.map(known -> MOVES.stream().map(known::within).toList()).orElse(List.of())
            : List.of());
  }

  private BigInteger net(Quote.Filled filled, Gas gas, int bytes) {
    TokenAmount worth =
        route.worth(fee.cost(fee.addedGas(gas, bytes), fee.addedBeside(gas, bytes)));
    BigInteger cost = worth == null ? BigInteger.ZERO : worth.units().toBigInteger();
    return trade instanceof Trade.ExactIn
        ? filled.amountOut().toBigInteger().subtract(cost)
        : filled.amountIn().toBigInteger().add(cost);
  }

  /** From the prices at the margin, which have the fee taken off in both directions. */
  private BigDecimal fee(Pool pool) {
    double roundTrip =
        pool.spotPrice(trade.sell(), trade.buy()) * pool.spotPrice(trade.buy(), trade.sell());
    return BigDecimal.valueOf(Math.max(0, 1 - Math.sqrt(roundTrip)));
  }

  private static BigDecimal whole(Token token, Uint256 units) {
    return new BigDecimal(units.toBigInteger(), token.decimals());
  }

  private static String words(QuoteRefusal reason) {
    return switch (reason) {
      case NO_LIQUIDITY -> "it holds nothing to trade";
      case AMOUNT_TOO_SMALL -> "the amount is so small that a side rounds to nothing";
      case EXCEEDS_DEPTH -> "it can't fill that much in one trade";
      case OVERFLOW -> "the amount leaves the range of numbers that its contract computes with";
      case NO_CONVERGENCE -> "its contract's iteration does not settle for this amount";
      case PAUSED -> "it is paused";
      case UNSUPPORTED -> "it does not trade these tokens against each other";
    };
  }
}
