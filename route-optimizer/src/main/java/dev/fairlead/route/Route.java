package dev.fairlead.route;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Way;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The legs that together sell exactly {@code sell} for exactly {@code quoted} when they run one
 * after another in this order on the state of block {@code pricedAt}.
 *
 * <p>Each leg is priced on the pools as the legs before it leave them, so legs may share a pool.
 * They may also meet at a token in between and go on from there as one, which makes one trade of
 * several in the pools beyond it: {@link Holdings} says how.
 *
 * <p>{@code priceImpact} is how far the trade moves against itself: one minus the quoted output
 * over what the same legs would give at their spot prices, pool fees left out of both. It is
 * rounded up to a billionth and is a figure to compare with a limit, not an amount.
 *
 * <p>{@code gas} is an estimate of the whole transaction, what a rollup counts for its bytes
 * included, and {@code dataCost} of what one takes beside the gas: for ranking; the simulation and
 * the written bytes have the last word.
 *
 * <p>{@code marginalPrices} are for each leg what one more whole token of its first would give of
 * its last once all legs have run, pool fees taken, in whole tokens: figures to show.
 */
public record Route(
    BlockRef pricedAt,
    TokenAmount sell,
    TokenAmount quoted,
    List<Leg> legs,
    Fraction priceImpact,
    Gas gas,
    Wei dataCost,
    List<BigDecimal> marginalPrices) {
  public Route {
    legs = List.copyOf(legs);
    marginalPrices = List.copyOf(marginalPrices);
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one leg");
    }
    if (marginalPrices.size() != legs.size()) {
      throw new IllegalArgumentException("each leg has one marginal price");
    }
    Holdings.check(sell, quoted, legs);
  }

  /** The pools that it trades in. */
  public Set<PoolId> pools() {
    return legs.stream()
        .flatMap(leg -> leg.hops().stream())
        .map(Hop::pool)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** This route as a plan that the chain refuses to give less than {@code least} for. */
  public Plan toPlan(TokenAmount least, Way way) {
    return new Plan(pricedAt, sell, quoted, least, legs, priceImpact, gas, way);
  }
}
