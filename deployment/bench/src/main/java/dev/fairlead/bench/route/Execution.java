package dev.fairlead.bench.route;

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
import java.util.Optional;

/** Runs legs as the chain does: in order, each pool as the last trade left it. */
final class Execution {
  private Execution() {}

  /** What comes out in all; empty where a pool refuses. */
  static Optional<Uint256> of(Market market, List<Leg> legs) {
    Map<PoolId, Pool> state = new HashMap<>();
    Uint256 sum = Uint256.ZERO;
    for (Leg leg : legs) {
      Uint256 carried = leg.amountIn();
      for (Hop hop : leg.hops()) {
        Pool pool = state.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        if (!(pool.quoteExactIn(hop.tokenIn(), hop.tokenOut(), carried)
            instanceof Quote.Filled filled)) {
          return Optional.empty();
        }
        state.put(hop.pool(), filled.after());
        carried = filled.amountOut();
      }
      sum = sum.plus(carried);
    }
    return Optional.of(sum);
  }
}
