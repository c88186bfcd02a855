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
    Map<PoolId, Pool> state = new HashMap<>();
    Uint256 sum = Uint256.ZERO;
    for (Leg leg : legs) {
      Uint256 carried = leg.amountIn();
      for (Hop hop : leg.hops()) {
        Pool pool = state.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        Quote.Filled filled = filled(pool, hop.tokenIn(), hop.tokenOut(), carried);
        assertThat(hop.amountIn()).isEqualTo(carried);
        assertThat(hop.amountOut()).isEqualTo(filled.amountOut());
        state.put(hop.pool(), filled.after());
        carried = filled.amountOut();
      }
      sum = sum.plus(carried);
    }
    return sum;
  }
}
