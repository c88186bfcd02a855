package dev.fairlead.venue;

import dev.fairlead.chain.Log;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the adapter and the pool that a log speaks of. For one thread. */
final class LogRouter {
  private final List<VenueAdapter> adapters;
  private final Map<Bytes32, List<VenueAdapter>> byTopic = new HashMap<>();
  private final Map<VenueId, VenueAdapter> byVenue = new HashMap<>();
  private final Map<VenueId, Map<Bytes, Integer>> routes = new HashMap<>();

  LogRouter(List<VenueAdapter> adapters) {
    this.adapters = List.copyOf(adapters);
    for (VenueAdapter adapter : adapters) {
      if (byVenue.put(adapter.venue(), adapter) != null) {
        throw new IllegalArgumentException("two adapters for the venue " + adapter.venue());
      }
      for (Bytes32 topic : adapter.topics()) {
        byTopic.computeIfAbsent(topic, _ -> new ArrayList<>()).add(adapter);
      }
      routes.put(adapter.venue(), new HashMap<>());
    }
  }

  List<VenueAdapter> adapters() {
    return adapters;
  }

  VenueAdapter adapterOf(Pool pool) {
    VenueAdapter adapter = byVenue.get(pool.id().venue());
    if (adapter == null) {
      throw new IllegalStateException("no adapter for " + pool.id());
    }
    return adapter;
  }

  /** The adapters that may understand the log; mostly none. */
  List<VenueAdapter> adaptersFor(Log log) {
    return log.topics().isEmpty()
        ? List.of()
        : byTopic.getOrDefault(log.topics().getFirst(), List.of());
  }

  /** The index of the log's pool, or -1. */
  int poolOf(VenueAdapter adapter, Log log) {
    Optional<Bytes> route = adapter.routeOf(log);
    if (route.isEmpty()) {
      return -1;
    }
    Integer at = routesOf(adapter).get(route.get());
    return at == null ? -1 : at;
  }

  /** Forgets all pools and learns those of {@code market}. */
  void learn(Market market) {
    routes.values().forEach(Map::clear);
    learn(market, market.pools());
  }

  /** Learns pools that were added to {@code market}. */
  void learn(Market market, Collection<? extends Pool> pools) {
    for (Pool pool : pools) {
      int at = market.indexOf(pool.id());
      routesTo(pool).forEach(route -> routesOf(adapterOf(pool)).put(route, at));
    }
  }

  /** Forgets pools that are gone. */
  void forget(Collection<? extends Pool> pools) {
    for (Pool pool : pools) {
      routesTo(pool).forEach(routesOf(adapterOf(pool))::remove);
    }
  }

  private List<Bytes> routesTo(Pool pool) {
    return adapterOf(pool).routes(pool instanceof SilencedPool silenced ? silenced.last() : pool);
  }

  private Map<Bytes, Integer> routesOf(VenueAdapter adapter) {
    return routes.getOrDefault(adapter.venue(), Map.of());
  }
}
