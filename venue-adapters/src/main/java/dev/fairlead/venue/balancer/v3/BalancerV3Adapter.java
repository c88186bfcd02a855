package dev.fairlead.venue.balancer.v3;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Balancer V3: pools that configured factories registered in the Vault.
 *
 * <p>The Vault itself writes which factory registered a pool. A pool whose hooks have a say in a
 * swap (a surge fee, a hook before or after) is not taken, whoever made it: what such code does is
 * known to nobody but it.
 */
public final class BalancerV3Adapter implements VenueAdapter {
  private static final int WITH_FACTORY = 3;

  private final VenueSettings settings;
  private final Map<Address, BalancerV3Factory.Kind> factories = new HashMap<>();
  private final TokenDirectory tokens;

  /** The registry of {@code settings} is the Vault. */
  public BalancerV3Adapter(
      VenueSettings settings, List<BalancerV3Factory> factories, TokenDirectory tokens) {
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
                List.of(settings.registry()),
                List.of(List.of(V3Events.POOL_REGISTERED)))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    Map<Address, BalancerV3Factory.Kind> found = new LinkedHashMap<>();
    for (Log log : announcements) {
      if (announces(log)) {
        factoryOf(log).ifPresent(kind -> found.put(address(log.topics().get(1)), kind));
      }
    }
    return read(chain, at, found);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    Map<Address, BalancerV3Factory.Kind> known = new LinkedHashMap<>();
    for (Pool pool : pools) {
      BalancerV3Pool v3 = (BalancerV3Pool) pool;
      known.put(
          v3.address(),
          v3.curve() instanceof WeightedCurve
              ? BalancerV3Factory.Kind.WEIGHTED
              : BalancerV3Factory.Kind.STABLE);
    }
    return read(chain, at, known);
  }

  private List<Pool> read(Chain chain, BlockRef at, Map<Address, BalancerV3Factory.Kind> pools) {
    return new V3Reader(new BlockReader(chain, at), settings, tokens).read(pools);
  }

  private Optional<BalancerV3Factory.Kind> factoryOf(Log log) {
    return Optional.ofNullable(factories.get(address(log.topics().get(2))));
  }

  private static Address address(Bytes32 topic) {
    return topic.addressAt(Bytes32.LENGTH - Address.LENGTH);
  }

  @Override
  public Set<Bytes32> topics() {
    Set<Bytes32> topics = new HashSet<>(V3Events.OF_VAULT);
    topics.addAll(V3Events.OF_POOL);
    topics.add(V3Events.POOL_REGISTERED);
    return topics;
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(settings.registry())
        && log.topics().getFirst().equals(V3Events.POOL_REGISTERED)
        && log.topics().size() == WITH_FACTORY
        && factoryOf(log).isPresent();
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    Bytes32 topic = log.topics().getFirst();
    if (V3Events.OF_POOL.contains(topic)) {
      return Optional.of(Words.key(log.address()));
    }
    return log.address().equals(settings.registry())
            && V3Events.OF_VAULT.contains(topic)
            && log.topics().size() > 1
        ? Optional.of(Words.key(address(log.topics().get(1))))
        : Optional.empty();
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return V3Events.apply((BalancerV3Pool) pool, log);
  }
}
