package dev.fairlead.route.basket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.HashMap;
import java.util.Map;

/** A market on which routes are executed pool by pool: it shares no code with the router. */
final class Executed {
  private final Market market;
  private final Map<PoolId, Pool> left = new HashMap<>();

  Executed(Market market) {
    this.market = market;
  }

  /** Each hop gives what the route says; so do all that end at the token bought. */
  void run(Route route) {
    Uint256 sold = Uint256.ZERO;
    Uint256 bought = Uint256.ZERO;
    for (Leg leg : route.legs()) {
      for (Hop hop : leg.hops()) {
        Pool pool = left.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        if (!(pool.quoteExactIn(hop.tokenIn(), hop.tokenOut(), hop.amountIn())
            instanceof Quote.Filled filled)) {
          throw new AssertionError("refused: " + hop);
        }
        assertThat(filled.amountIn()).isEqualTo(hop.amountIn());
        assertThat(filled.amountOut()).isEqualTo(hop.amountOut());
        left.put(hop.pool(), filled.after());
      }
      sold = leg.tokenIn().equals(route.sell().token()) ? sold.plus(leg.amountIn()) : sold;
      bought =
          leg.tokenOut().equals(route.quoted().token()) ? bought.plus(leg.amountOut()) : bought;
    }
    assertThat(sold).isEqualTo(route.sell().units());
    assertThat(bought).isEqualTo(route.quoted().units());
  }

  /** The market as it stands now. */
  Market market() {
    return market.with(left.values().toArray(Pool[]::new));
  }
}
