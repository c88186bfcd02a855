package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;

/**
 * The most that any plan over one market can give for an amount, certified.
 *
 * <p>Give every token a price. Whatever a plan does, what it sells and all that it passes on is
 * worth, at these prices, what it started with and what it gained at the pools; and at a pool
 * nothing gains more than the trade that is best at these prices. So for every choice of prices
 *
 * <pre>output · price of what is bought ≤ amount · price of what is sold + Σ best gain at each pool
 * </pre>
 *
 * <p>and the lowest of these bounds over all prices is the optimum itself where the pools' trades
 * form convex sets: the routing problem's Lagrangian dual (Angeris, Chitra, Evans and Boyd,
 * <i>Optimal Routing for Constant Function Market Makers</i>; Diamandis, Resnick, Chitra and
 * Angeris, <i>An Efficient Algorithm for Optimal Routing Through CFMMs</i>). The prices are found
 * by descent; where that stops early the bound is looser and still a bound.
 *
 * <p>It covers plans of any number of legs and hops, cycles and trades against the market's own
 * arbitrage included, and leaves gas out: what a plan gives before gas never exceeds it. What is
 * assumed of the pools: that a sequence of trades at one pool gains no more than the best {@link
 * JointTrade} of its tokens or, where that is not known, the best single trade of each of its pairs
 * (with the allowance for fees that is named at {@link SampledOutput}), and that outside of the
 * constant product more input never gives more for each unit. Sums are in double precision; they
 * are rounded up by more than that can lose.
 *
 * <p>For one thread at a time: what pools answered is kept for the next question.
 */
public final class Ceiling {
  private static final double ROUNDING = 0x1p-40;

  private final Gains gains;
  private final double[] start;
  private final double[] depth;

  private Ceiling(Gains gains, double[] start, double[] depth) {
    this.gains = gains;
    this.start = start;
    this.depth = depth;
  }

  /** Over all pools of the market; takes as long as some thousand quotes. */
  public static Ceiling over(Market market) {
    Gains gains = new Gains(market);
    MarketPrices prices = MarketPrices.of(gains);
    double[] quiet = new Descent(gains, prices.prices(), prices.depth(), -1, 0, -1).prices();
    return new Ceiling(gains, quiet, prices.depth());
  }

  /**
   * The lowest bound that descent finds, or that by the prices of the best ways to what is bought,
   * which an amount that moves little hardly changes; rounded down to a unit.
   */
  public TokenAmount of(TokenAmount sell, Token buy) {
    int source = placeOf(sell.token());
    int target = placeOf(buy);
    double amount = sell.units().toDouble();
    double[] lowest = new Descent(gains, start, depth, source, amount, target).prices();
    double ofBestWays = bound(Potentials.to(gains, target), source, amount, target);
    return buy.amount(units(Math.min(bound(lowest, source, amount, target), ofBestWays)));
  }

  /** The bound by these prices, whatever they are. */
  Uint256 by(double[] prices, TokenAmount sell, Token buy) {
    return units(bound(prices, placeOf(sell.token()), sell.units().toDouble(), placeOf(buy)));
  }

  double[] start() {
    return start.clone();
  }

  private double bound(double[] prices, int source, double amount, int target) {
    double value = amount * prices[source] + gains.at(prices);
    return value / prices[target] * (1 + ROUNDING + gains.count() * 0x1p-51);
  }

  private static Uint256 units(double bound) {
    return bound < 0x1p255 ? Uint256.of(new BigDecimal(bound).toBigInteger()) : Uint256.MAX_VALUE;
  }

  private int placeOf(Token token) {
    int place = gains.placeOf(token);
    if (place < 0) {
      throw new IllegalArgumentException("no pool of the market holds " + token);
    }
    return place;
  }
}
