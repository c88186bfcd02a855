package dev.fairlead.venue.sample;

import dev.fairlead.chain.Chain;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.file.MarketFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads all pools of a market again, a part at a time and each part at the block that the market
 * stands at then, and tells which of them the chain has otherwise. For one thread.
 */
public final class MarketReview {
  private final Chain chain;
  private final Map<VenueId, VenueAdapter> adapters = new HashMap<>();
  private int reviewed;

  public MarketReview(Chain chain, List<VenueAdapter> adapters) {
    this.chain = chain;
    adapters.forEach(adapter -> this.adapters.put(adapter.venue(), adapter));
  }

  /** How many pools were read again; what is added to a market meanwhile was read then. */
  public int reviewed() {
    return reviewed;
  }

  public boolean isOver(Market market) {
    return reviewed >= market.size();
  }

  /**
   * Reads at most so many pools more. Blocks, as calls of the chain do; where they fail, the same
   * pools are next again.
   *
   * @return those that the chain has in another state, or does not tell a state of
   */
  public List<PoolId> next(Market market, int most) {
    int end = Math.min(market.size(), reviewed + most);
    Map<PoolId, Pool> kept = new LinkedHashMap<>();
    Map<VenueId, List<Pool>> byVenue = new LinkedHashMap<>();
    for (Pool pool : market.pools().subList(reviewed, end)) {
      // One that is silent is read again anyway.
      if (!(pool instanceof SilencedPool)) {
        kept.put(pool.id(), pool);
        byVenue.computeIfAbsent(pool.id().venue(), _ -> new ArrayList<>()).add(pool);
      }
    }
    byVenue.forEach((venue, pools) -> {
      VenueAdapter adapter = adapters.get(venue);
      if (adapter == null) {
        throw new IllegalStateException("no adapter for " + venue);
      }
      for (Pool read : adapter.reload(chain, market.block(), pools)) {
        kept.computeIfPresent(read.id(), (_, pool) -> isSame(pool, read) ? null : pool);
      }
    });
    reviewed = end;
    return List.copyOf(kept.keySet());
  }

  private static boolean isSame(Pool kept, Pool read) {
    return MarketFile.text(kept).equals(MarketFile.text(read));
  }
}
