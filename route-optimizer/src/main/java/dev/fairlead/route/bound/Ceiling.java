package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.bound.Places.Place;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

  private final Market market;
  private final Places places;
  private final Gains gains;
  private final Potentials potentials;

  private Ceiling(Market market) {
    this.market = market;
    this.places = new Places(market);
    this.gains = Gains.of(market, places);
    this.potentials = new Potentials(gains);
  }

  /** Over all pools of the market. */
  public static Ceiling over(Market market) {
    return new Ceiling(market);
  }

  /**
   * The lowest bound that is found, rounded down to a unit.
   *
   * @param known pools that matter for the trade, such as those of a plan: with them it is found
   *     sooner, and holds whatever they are
   */
  public TokenAmount of(TokenAmount sell, Token buy, Collection<PoolId> known) {
    return of(sell, buy, known, () -> true).orElseThrow();
  }

  /** The same, given up between two rounds once {@code goOn} says no. */
  public Optional<TokenAmount> of(
      TokenAmount sell, Token buy, Collection<PoolId> known, BooleanSupplier goOn) {
    return value(List.of(sell), 1, buy, known, goOn).map(most -> buy.amount(units(most)));
  }

  /** The same for amounts of several tokens that are sold by one plan, or by several together. */
  public TokenAmount of(Collection<TokenAmount> sold, Token buy, Collection<PoolId> known) {
    return buy.amount(units(value(sold, 1, buy, known, () -> true).orElseThrow()));
  }

  /**
   * The least of a token for which amounts of others can be had, by one plan or by several
   * together: the highest bound that is found, rounded down to a unit. It is the same bound, read
   * the other way round: at any prices the token sold is worth no less than what is bought less the
   * best gain at each pool.
   */
  public TokenAmount leastFor(
      Token sell, Collection<TokenAmount> bought, Collection<PoolId> known) {
    double least = -value(bought, -1, sell, known, () -> true).orElseThrow();
    return sell.amount(units(Math.max(0, least)));
  }

  /**
   * What amounts and all that pools give away are worth at the prices found, in units of a token
   * and rounded up; empty where it was given up.
   */
  private Optional<Double> value(
      Collection<TokenAmount> amounts,
      int sign,
      Token in,
      Collection<PoolId> known,
      BooleanSupplier goOn) {
    int[] pools = known.stream().mapToInt(market::indexOf).filter(place -> place >= 0).toArray();
    Place target = placeOf(in);
    Widening widening =
        new Widening(gains, potentials, endowment(amounts, sign), target.index(), pools);
    boolean isLower = true;
    while (isLower && goOn.getAsBoolean()) {
      isLower = widening.narrow();
    }
    return isLower
        ? Optional.empty()
        : Optional.of((widening.lowest() + rounding(widening.size())) / target.units());
  }

  private Endowment endowment(Collection<TokenAmount> amounts, int sign) {
    List<Place> held = amounts.stream().map(amount -> placeOf(amount.token())).toList();
    double[] counted = amounts.stream().mapToDouble(amount -> amount.units().toDouble()).toArray();
    for (int i = 0; i < counted.length; i++) {
      counted[i] *= sign * held.get(i).units();
    }
    return new Endowment(held.stream().mapToInt(Place::index).toArray(), counted);
  }

  /** The bound by these prices, whatever they are. */
  Uint256 by(double[] prices, TokenAmount sell, Token buy) {
    double value = endowment(List.of(sell), 1).value(prices) + gains.at(prices);
    return units((value + rounding(value)) / prices[placeOf(buy).index()] / placeOf(buy).units());
  }

  /** More than a sum of this size may have lost. */
  private double rounding(double size) {
    return size * (ROUNDING + gains.count() * 0x1p-51);
  }

  private static Uint256 units(double value) {
    return value < 0x1p255 ? Uint256.of(new BigDecimal(value).toBigInteger()) : Uint256.MAX_VALUE;
  }

  private Place placeOf(Token token) {
    return places
        .of(token)
        .orElseThrow(() -> new IllegalArgumentException("no pool of the market holds " + token));
  }
}
