package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;

/** Which pools and tokens one request may use; asked for each only once. */
final class Admission {
  private static final byte ADMITTED = 1;
  private static final byte REFUSED = 2;

  private final MarketGraph graph;
  private final Selection<VenueId> venues;
  private final Selection<Address> tokens;
  private final boolean allVenues;
  private final boolean allTokens;
  private final byte[] pool;
  private final byte[] token;
  private final int source;
  private final int target;

  Admission(MarketGraph graph, RouteLimits limits, int source, int target) {
    this.graph = graph;
    this.venues = limits.venues();
    this.tokens = limits.tokens();
    this.allVenues = venues.allowed().isEmpty() && venues.denied().isEmpty();
    this.allTokens = tokens.allowed().isEmpty() && tokens.denied().isEmpty();
    this.pool = new byte[allVenues ? 0 : graph.market().size()];
    this.token = new byte[allTokens ? 0 : graph.topology().tokenCount()];
    this.source = source;
    this.target = target;
  }

  boolean admits(int edge) {
    return (allTokens || admitsToken(graph.topology().to(edge)))
        && (allVenues || admitsPool(graph.topology().pool(edge)));
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
      pool[index] = venues.admits(graph.market().pool(index).id().venue()) ? ADMITTED : REFUSED;
    }
    return pool[index] == ADMITTED;
  }
}
