package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.curve.FactoryList;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The StableSwap pools of one of Curve's factories: plain ones and metapools, of StableSwap-NG or
 * of the factory before it.
 *
 * <p>A pool is the factory's own when it stands in its list. Announcements do not name it, so as
 * many pools are read from the list's end as were announced.
 */
public final class StableSwapFactoryAdapter implements VenueAdapter {
  private static final Set<Bytes32> ANNOUNCEMENTS =
      Set.of(
          Signature.of("PlainPoolDeployed(address[],uint256,uint256,address)").topic(),
          Signature.of("PlainPoolDeployed(address[4],uint256,uint256,address)").topic(),
          Signature.of("MetaPoolDeployed(address,address,uint256,uint256,address)").topic());

  private static final Set<Bytes32> TOPICS = topicsOfAll();

  private final VenueSettings venue;
  private final CurveFactorySettings settings;
  private final TokenDirectory tokens;

  /** The registry of {@code venue} is the factory. */
  public StableSwapFactoryAdapter(
      VenueSettings venue, CurveFactorySettings settings, TokenDirectory tokens) {
    this.venue = venue;
    this.settings = settings;
    this.tokens = tokens;
  }

  @Override
  public VenueId venue() {
    return venue.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    BlockReader reader = new BlockReader(chain, at);
    return pools(reader).read(new FactoryList(reader, venue.registry()).all());
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    BlockReader reader = new BlockReader(chain, at);
    return pools(reader)
        .read(new FactoryList(reader, venue.registry()).newest(announcements.size()));
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> stale) {
    return pools(new BlockReader(chain, at))
        .read(stale.stream().map(pool -> pool.id().key().addressAt(0)).toList());
  }

  private FactoryPoolReader pools(BlockReader reader) {
    return new FactoryPoolReader(reader, venue, settings, tokens);
  }

  @Override
  public Set<Bytes32> topics() {
    return TOPICS;
  }

  private static Set<Bytes32> topicsOfAll() {
    Set<Bytes32> topics = new HashSet<>(CurveEvents.topics());
    topics.addAll(ANNOUNCEMENTS);
    return Set.copyOf(topics);
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(venue.registry())
        && ANNOUNCEMENTS.contains(log.topics().getFirst());
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return Optional.of(Words.key(log.address()));
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  /** A metapool's state is its base pool's too, so it is read again with every block anyway. */
  @Override
  public LogEffect apply(Pool pool, Log log) {
    return pool instanceof CurveStableSwapPool plain
        ? CurveEvents.apply(plain, log)
        : LogEffect.Unclear.UNCLEAR;
  }
}
