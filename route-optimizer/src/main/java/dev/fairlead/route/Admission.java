package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;

/** Which pools and tokens one request may use; asked for each only once. */
final class Admission {
  private static final byte ADMITTED = 1;
  private static final byte REFUSED = 2;

  private final MarketGraph graph;
  private final Selection<VenueId> venues;
  private final Selection<Address> tokens;
  private final Selection<PoolId> pools;
  private final boolean allPools;
  private final boolean allTokens;
  private final byte[] pool;
  private final byte[] token;
  private final int source;
  private final int target;

  Admission(MarketGraph graph, RouteLimits limits, int source, int target) {
    this.graph = graph;
    this.venues = limits.venues();
    this.tokens = limits.tokens();
    this.pools = limits.pools();
    this.allPools = venues.equals(Selection.everything()) && pools.equals(Selection.everything());
    this.allTokens = tokens.allowed().isEmpty() && tokens.denied().isEmpty();
    this.pool = new byte[allPools ? 0 : graph.market().size()];
    this.token = new byte[allTokens ? 0 : graph.topology().tokenCount()];
    this.source = source;
    this.target = target;
  }

  boolean admits(int edge) {
    return (allTokens || admitsToken(graph.topology().to(edge)))
        && (allPools || admitsPool(graph.topology().pool(edge)));
  }

  private boolean admitsToken(int index) {
    if (token[index] == 0) {
      boolean admitted =
          index == source
              || index == target
              || tokens.admits(graph.topology().token(index).address());
      token[index] = admitted ? ADMITTED : REFUSED;
    }
    return token[index] == ADMITTED;
  }

  private boolean admitsPool(int index) {
    if (pool[index] == 0) {
      pool[index] = allows(graph.market().pool(index).id()) ? ADMITTED : REFUSED;
    }
    return pool[index] == ADMITTED;
  }

  private boolean allows(PoolId id) {
    return venues.admits(id.venue()) && pools.admits(id);
  }

  /** What is kept out of how much, in numbers. */
  String words() {
    int notAllowed = 0;
    int silent = 0;
    for (Pool each : graph.market().pools()) {
      if (!allows(each.id())) {
        notAllowed++;
      } else if (each instanceof SilencedPool) {
        silent++;
      }
    }
    int noWay = 0;
    for (int i = 0; i < graph.topology().tokenCount(); i++) {
      noWay += allTokens || admitsToken(i) ? 0 : 1;
    }
    return "of %d pools %d are not allowed and %d not traded on, of %d tokens %d are no way"
        .formatted(graph.market().size(), notAllowed, silent, graph.topology().tokenCount(), noWay);
  }
}
