package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.venue.Market;
import java.util.stream.IntStream;

/**
 * Sells as much of an amount as gets a limit price, on average over all that is sold: as a limit
 * order that may be filled in part.
 *
 * <p>Where the whole amount gets the price, the answer is the router's own. Otherwise the router is
 * asked for smaller amounts until one that gets the price and a larger one that does not lie within
 * a millionth of each other, or one unit; the answer is its route for the smaller one, which keeps
 * the limit exactly: what it quotes is at least what the limit asks for what it sells. An amount
 * that the pools are not deep enough for, or that the request's limits forbid, does not get the
 * price either. {@link Route#sell} says how much of the amount is used.
 *
 * <p>Larger amounts get worse prices, up to the rounding of units; where units are so few that
 * rounding decides, a larger part that only rounding lets through may be missed.
 *
 * <p>Pure, as the router is.
 */
public final class PartialRouter {
  /** Amounts that differ by less than this share of themselves, 2^-20, are one. */
  private static final int CLOSE_BITS = 20;

  /** Between two parts that are tried, in bits. */
  private static final int STEP_BITS = 4;

  private final Router router;

  public PartialRouter(Router router) {
    this.router = router;
  }

  /**
   * The route that sells the most of the request's input.
   *
   * @throws IllegalArgumentException if the request has its output given
   */
  public RouteResult route(Market market, RouteRequest request, LimitPrice limit) {
    if (!(request.trade() instanceof Trade.ExactIn(TokenAmount sell, Token buy))) {
      throw new IllegalArgumentException("only an input that is given can be used in part");
    }
    RouteResult whole = router.route(market, request);
    if (keeps(whole, limit)) {
      return whole;
    }
    Uint256 above = sell.units();
    RouteResult last = whole;
    for (int bits : smaller(sell.units()).toArray()) {
      Uint256 part = sell.units().shiftRight(bits);
      RouteResult result = router.route(market, with(request, part));
      if (keeps(result, limit)) {
        return between(market, request, limit, part, result, above);
      }
      last = result instanceof RouteResult.Found ? result : last;
      above = part;
    }
    return last instanceof RouteResult.Found found ? missed(found, limit, buy) : last;
  }

  /** Closes in on the most between a part that keeps the limit and one that does not. */
  private RouteResult between(
      Market market,
      RouteRequest request,
      LimitPrice limit,
      Uint256 kept,
      RouteResult keeping,
      Uint256 broken) {
    Uint256 below = kept;
    Uint256 above = broken;
    RouteResult most = keeping;
    while (above.minus(below).compareTo(below.shiftRight(CLOSE_BITS).max(Uint256.ONE)) > 0) {
      Uint256 middle = below.plus(above.minus(below).shiftRight(1));
      RouteResult result = router.route(market, with(request, middle));
      if (keeps(result, limit)) {
        below = middle;
        most = result;
      } else {
        above = middle;
      }
    }
    return most;
  }

  /**
   * By how many bits smaller parts are tried, the largest first and down to a millionth: few, since
   * an order that waits for its price is tried at every block. Of few units every half is tried,
   * since a smaller part may give nothing at all.
   */
  private static IntStream smaller(Uint256 amount) {
    int length = amount.bitLength();
    return length > CLOSE_BITS + STEP_BITS
        ? IntStream.rangeClosed(1, CLOSE_BITS / STEP_BITS).map(step -> step * STEP_BITS)
        : IntStream.range(1, length);
  }

  private static RouteRequest with(RouteRequest request, Uint256 amount) {
    Trade trade = new Trade.ExactIn(request.trade().sell().amount(amount), request.trade().buy());
    return request.with(trade);
  }

  private static boolean keeps(RouteResult result, LimitPrice limit) {
    return result instanceof RouteResult.Found(Route route, var _, var _)
        && route.quoted().units().isAtLeast(limit.leastBuyFor(route.sell().units()));
  }

  /** The smallest part that could be routed says how far the market is from the limit. */
  private static RouteResult missed(RouteResult.Found found, LimitPrice limit, Token buy) {
    Route route = found.route();
    return new RouteResult.NotFound(
        new Rejection.LimitPriceNotMet(
            route.quoted(), buy.amount(limit.leastBuyFor(route.sell().units()))),
        found.considered(),
        found.nativeWorth());
  }
}
