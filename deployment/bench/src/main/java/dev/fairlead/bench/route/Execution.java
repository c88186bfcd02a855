package dev.fairlead.bench.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pieces;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs legs in order, and where a leg is planned to take all that is held, it takes all that is: as
 * the chain does, each pool as the last trade left it, or as routers do that count fractions.
 */
final class Execution {
  private Execution() {}

  /** What comes out in all; empty where a pool refuses, or a leg lacks what it takes. */
  static Optional<Uint256> of(Market market, Route route) {
    Map<PoolId, Pool> state = new HashMap<>();
    Holdings planned = new Holdings(route.sell(), route.quoted().token());
    Map<Token, Uint256> held = new HashMap<>(Map.of(route.sell().token(), route.sell().units()));
    for (Leg leg : route.legs()) {
      Uint256 there = held.getOrDefault(leg.tokenIn(), Uint256.ZERO);
      Uint256 taken = planned.takesAll(leg) ? there : leg.amountIn();
      if (taken.isGreaterThan(there)) {
        return Optional.empty();
      }
      Uint256 carried = taken;
      for (Hop hop : leg.hops()) {
        Pool pool = state.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        if (!(pool.quoteExactIn(hop.tokenIn(), hop.tokenOut(), carried)
            instanceof Quote.Filled filled)) {
          return Optional.empty();
        }
        state.put(hop.pool(), filled.after());
        carried = filled.amountOut();
      }
      planned.run(leg);
      held.put(leg.tokenIn(), there.minus(taken));
      held.merge(leg.tokenOut(), carried, Uint256::plus);
    }
    return Optional.of(held.getOrDefault(route.quoted().token(), Uint256.ZERO));
  }

  /**
   * What would come out if pairs gave and took fractions of units too; of a route that trades a
   * pool twice what was quoted.
   */
  static double unrounded(Market market, Route route) {
    Set<PoolId> traded = new HashSet<>();
    Holdings planned = new Holdings(route.sell(), route.quoted().token());
    Map<Token, Double> held = new HashMap<>();
    held.put(route.sell().token(), route.sell().units().toDouble());
    for (Leg leg : route.legs()) {
      double there = held.getOrDefault(leg.tokenIn(), 0.0);
      double share = leg.amountIn().toDouble() / planned.of(leg.tokenIn()).toDouble();
      double carried = there * share;
      held.put(leg.tokenIn(), there - carried);
      for (Hop hop : leg.hops()) {
        if (!traded.add(hop.pool())) {
          return route.quoted().units().toDouble();
        }
        Pool pool = market.pool(hop.pool()).orElseThrow();
        Pieces pair = pool.pieces(hop.tokenIn(), hop.tokenOut());
        carried /= pair.alpha(0) + pair.beta(0) * carried;
      }
      planned.run(leg);
      held.merge(leg.tokenOut(), carried, Double::sum);
    }
    return held.getOrDefault(route.quoted().token(), 0.0);
  }
}
