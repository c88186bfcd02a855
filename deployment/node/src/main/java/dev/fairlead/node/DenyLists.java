package dev.fairlead.node;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.config.RouteConfig;
import dev.fairlead.node.config.TokenConfig;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueAdapter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What deny lists of a configuration name that is not there. Such an entry is mostly a typing
 * error, and denies nothing. Pure.
 */
public final class DenyLists {
  private static final String TOKENS = ".denied-tokens";
  private static final String VENUES = ".denied-venues";
  private static final String POOLS = ".denied-pools.";

  private final NodeConfig config;
  private final Map<String, RouteConfig> routes = new TreeMap<>();

  public DenyLists(NodeConfig config) {
    this.config = config;
    config
        .strategies()
        .forEach((id, own) -> routes.put("strategies." + id + ".route", own.route()));
    if (config.anyStrategy().allowed()) {
      routes.put("any-strategy.route", config.anyStrategy().route());
    }
  }

  /**
   * An entry that denies nothing.
   *
   * @param key of the list in the configuration
   */
  public record Unknown(String key, String why) {
    /** For people. */
    public String words() {
      return key + ": " + why;
    }
  }

  /**
   * A pool that is denied.
   *
   * @param key of the list in the configuration
   */
  public record Pool(String key, PoolId id) {}

  /** The entries that name no token, venue or chain of the configuration. */
  public List<Unknown> unconfigured() {
    List<Unknown> unknown = new ArrayList<>();
    tokens("risk" + TOKENS, config.risk().deniedTokens(), unknown);
    Set<VenueId> venues = new HashSet<>();
    config.chains().values().forEach(chain -> venues.addAll(venues(chain)));
    routes.forEach((key, route) -> {
      tokens(key + TOKENS, route.deniedTokens(), unknown);
      route.deniedVenues().stream()
          .filter(venue -> !venues.contains(venue))
          .forEach(venue ->
              unknown.add(new Unknown(key + VENUES, venue + " is no venue of any chain here")));
      new TreeMap<>(route.deniedPools())
          .forEach((chain, pools) ->
              pools.forEach(pool ->
                  fault(chain, pool)
                      .ifPresent(why -> unknown.add(new Unknown(key + POOLS + chain, why)))));
    });
    return List.copyOf(unknown);
  }

  /** Why the configuration alone shows that a pool is not there, if it does. */
  private Optional<String> fault(String name, String pool) {
    ChainConfig chain = config.chains().get(name);
    if (chain == null) {
      return Optional.of("there is no chain \"" + name + "\"");
    }
    try {
      VenueId venue = PoolId.parse(chain.id(), pool).venue();
      return venues(chain).contains(venue)
          ? Optional.empty()
          : Optional.of(pool + " is of no venue of chain " + name);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void tokens(String key, List<Address> denied, List<Unknown> unknown) {
    Set<Address> known =
        config.chains().values().stream()
            .flatMap(chain -> chain.tokens().stream().map(TokenConfig::address))
            .collect(Collectors.toSet());
    denied.stream()
        .filter(token -> !known.contains(token))
        .forEach(token -> unknown.add(new Unknown(key, token + " is no token of any chain here")));
  }

  /** The pools of venues that there are, which are denied on a chain by its name. */
  public List<Pool> poolsOfVenues(String name) {
    List<Pool> known = new ArrayList<>();
    ChainConfig chain = config.chains().get(name);
    if (chain != null) {
      routes.forEach((key, route) ->
          route.deniedPools().getOrDefault(name, List.of()).stream()
              .filter(pool -> fault(name, pool).isEmpty())
              .forEach(
                  pool -> known.add(new Pool(key + POOLS + name, PoolId.parse(chain.id(), pool)))));
    }
    return List.copyOf(known);
  }

  /** Those of them that a chain's market does not have. */
  List<Unknown> notIn(String chain, Market market) {
    return poolsOfVenues(chain).stream()
        .filter(pool -> market.pool(pool.id()).isEmpty())
        .map(pool ->
            new Unknown(
                pool.key(),
                "%s is no pool of the market at block %s"
                    .formatted(pool.id(), market.block().number())))
        .toList();
  }

  private static Set<VenueId> venues(ChainConfig chain) {
    return VenueAssembly.adapters(chain, VenueAssembly.tokens(chain)).stream()
        .map(VenueAdapter::venue)
        .collect(Collectors.toSet());
  }
}
