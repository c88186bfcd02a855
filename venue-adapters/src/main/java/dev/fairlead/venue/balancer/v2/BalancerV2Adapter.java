package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.event.BalancerV2Event;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Balancer V2: pools made by configured factories and registered in the Vault.
 *
 * <p>A factory says what a pool computes like, and the Vault whose balances it trades: a pool is
 * taken when its factory announced it and the Vault knows its id under its address. Who names a
 * factory of composable stable pools must mean it: the loss of November 2025 was theirs.
 */
public final class BalancerV2Adapter implements VenueAdapter {
  private static final Bytes32 POOL_CREATED = BalancerV2Event.POOL_CREATED.topic();

  private final VenueSettings settings;
  private final Map<Address, BalancerFactory.Kind> factories = new HashMap<>();
  private final TokenDirectory tokens;

  /** The registry of {@code settings} is the Vault. */
  public BalancerV2Adapter(
      VenueSettings settings, List<BalancerFactory> factories, TokenDirectory tokens) {
    this.settings = settings;
    this.tokens = tokens;
    factories.forEach(factory -> this.factories.put(factory.address(), factory.kind()));
  }

  @Override
  public VenueId venue() {
    return settings.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    return load(
        chain,
        at,
        chain.logs(
            new LogQuery(
                settings.since(),
                at,
                List.copyOf(factories.keySet()),
                List.of(List.of(POOL_CREATED)))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    Map<Address, BalancerFactory.Kind> found = new LinkedHashMap<>();
    for (Log log : announcements) {
      BalancerFactory.Kind kind = factories.get(log.address());
      if (kind != null
          && EventDecoder.standard().decode(log)
              instanceof BalancerV2Event.PoolCreated(Address pool)) {
        found.put(pool, kind);
      }
    }
    return read(chain, at, found);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    Map<Address, BalancerFactory.Kind> known = new LinkedHashMap<>();
    for (Pool pool : pools) {
      BalancerFactory.Kind kind =
          pool instanceof BalancerV2Pool plain
              ? plain.kind()
              : BalancerFactory.Kind.COMPOSABLE_STABLE;
      known.put(pool.id().key().addressAt(0), kind);
    }
    return read(chain, at, known);
  }

  private List<Pool> read(Chain chain, BlockRef at, Map<Address, BalancerFactory.Kind> addresses) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    Map<Address, BalancerFactory.Kind> plain = new LinkedHashMap<>();
    List<Address> composable = new ArrayList<>();
    addresses.forEach((pool, kind) -> {
      if (kind == BalancerFactory.Kind.COMPOSABLE_STABLE) {
        composable.add(pool);
      } else {
        plain.put(pool, kind);
      }
    });
    BlockReader reader = new BlockReader(chain, at);
    List<Pool> pools = new ArrayList<>(new BalancerReader(reader, settings, tokens).read(plain));
    pools.addAll(new ComposableReader(reader, settings, tokens).read(composable));
    return pools;
  }

  @Override
  public Set<Bytes32> topics() {
    Set<Bytes32> topics = new HashSet<>(BalancerEvents.OF_VAULT);
    topics.addAll(BalancerEvents.OF_POOL);
    topics.add(POOL_CREATED);
    return topics;
  }

  @Override
  public boolean announces(Log log) {
    return factories.containsKey(log.address()) && log.topics().getFirst().equals(POOL_CREATED);
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    Bytes32 topic = log.topics().getFirst();
    if (BalancerEvents.OF_POOL.contains(topic)) {
      return Optional.of(Words.key(log.address()));
    }
    return log.address().equals(settings.registry())
            && BalancerEvents.OF_VAULT.contains(topic)
            && log.topics().size() > 1
        ? Optional.of(Words.key(log.topics().get(1)))
        : Optional.empty();
  }

  /** The Vault's id, and the pool's own address. */
  @Override
  public List<Bytes> routes(Pool pool) {
    List<Bytes> routes = new ArrayList<>();
    routes.add(pool.id().key());
    routes.add(pool.id().key().slice(0, Address.LENGTH));
    return routes;
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return pool instanceof BalancerV2Pool plain
        ? BalancerEvents.apply(plain, log)
        : BalancerEvents.apply((ComposableStablePool) pool, log);
  }
}
