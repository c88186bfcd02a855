package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs legs on a market the way the chain does: in order, each pool as the last trade left it. */
final class Routes {
  private Routes() {}

  static Quote.Filled filled(Pool pool, Token in, Token out, Uint256 amount) {
    if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled) {
      return filled;
    }
    throw new AssertionError(pool.id() + " refused " + amount + " " + in);
  }

  static Uint256 executed(Market market, List<Leg> legs) {
    return run(market, legs, new HashMap<>());
  }

  /** What an amount gives along a path once these legs have run. */
  static Uint256 executedAfter(Market market, List<Leg> legs, List<Hop> path, Uint256 amount) {
    Map<PoolId, Pool> state = new HashMap<>();
    run(market, legs, state);
    Uint256 carried = amount;
    for (Hop hop : path) {
      Pool pool = Objects.requireNonNull(state.get(hop.pool()), "pool");
      Quote.Filled filled = filled(pool, hop.tokenIn(), hop.tokenOut(), carried);
      state.put(hop.pool(), filled.after());
      carried = filled.amountOut();
    }
    return carried;
  }

  /** Over how many ways legs split an amount. */
  static int ways(List<Leg> legs) {
    long places = legs.stream().map(Leg::tokenIn).distinct().count();
    return (int) (legs.size() - places + 1);
  }

  /** Over how many hops the longest way through legs leads. */
  static int longest(List<Leg> legs) {
    Map<Token, Integer> hops = new HashMap<>();
    for (Leg leg : legs) {
      int there = hops.getOrDefault(leg.tokenIn(), 0) + leg.hops().size();
      hops.merge(leg.tokenOut(), there, Math::max);
    }
    return hops.values().stream().max(Integer::compare).orElseThrow();
  }

  private static Uint256 run(Market market, List<Leg> legs, Map<PoolId, Pool> state) {
    Map<Token, Uint256> held = new HashMap<>();
    held.put(legs.getFirst().hops().getFirst().tokenIn(), Uint256.MAX_VALUE);
    Token last = legs.getLast().hops().getLast().tokenOut();
    for (Leg leg : legs) {
      Uint256 carried = leg.amountIn();
      held.merge(leg.hops().getFirst().tokenIn(), carried, Uint256::minus);
      for (Hop hop : leg.hops()) {
        Pool pool = state.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        Quote.Filled filled = filled(pool, hop.tokenIn(), hop.tokenOut(), carried);
        assertThat(hop.amountIn()).isEqualTo(carried);
        assertThat(hop.amountOut()).isEqualTo(filled.amountOut());
        state.put(hop.pool(), filled.after());
        carried = filled.amountOut();
      }
      held.merge(leg.hops().getLast().tokenOut(), carried, Uint256::plus);
    }
    return held.getOrDefault(last, Uint256.ZERO);
  }
}
