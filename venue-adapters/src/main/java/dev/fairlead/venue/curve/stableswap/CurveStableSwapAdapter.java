package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Curve's plain StableSwap pools, by a list of addresses that configuration vouches for: none is
 * ever discovered.
 */
public final class CurveStableSwapAdapter implements VenueAdapter {
  private static final Set<Bytes32> TOPICS = CurveEvents.topics();

  private final VenueSettings settings;
  private final Map<Address, CurvePoolSettings> pools = new LinkedHashMap<>();
  private final TokenDirectory tokens;

  public CurveStableSwapAdapter(
      VenueSettings settings, List<CurvePoolSettings> pools, TokenDirectory tokens) {
    this.settings = settings;
    this.tokens = tokens;
    pools.forEach(pool -> this.pools.put(pool.pool(), pool));
  }

  @Override
  public VenueId venue() {
    return settings.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    return reader(chain, at).read(List.copyOf(pools.values()));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    return List.of();
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> stale) {
    return reader(chain, at)
        .read(
            stale.stream()
                .map(pool -> Objects.requireNonNull(pools.get(pool.id().key().addressAt(0))))
                .toList());
  }

  private CurveReader reader(Chain chain, BlockRef at) {
    return new CurveReader(new BlockReader(chain, at), settings, tokens);
  }

  @Override
  public Set<Bytes32> topics() {
    return TOPICS;
  }

  @Override
  public boolean announces(Log log) {
    return false;
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return Optional.of(Words.key(log.address()));
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return CurveEvents.apply((CurveStableSwapPool) pool, log);
  }
}
