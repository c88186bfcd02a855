package dev.fairlead.venue.curve.crypto;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.event.CurveEvent;
import dev.fairlead.chain.event.EventShape;
import dev.fairlead.model.Address;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Curve's crypto pools: those in the list of a factory of the NG generation, or old ones by a list
 * of addresses that configuration vouches for.
 *
 * <p>What a trade does to the price scale depends on the time of its block, which its log does not
 * tell, so a pool is read again after whatever it logs.
 */
public final class CurveCryptoAdapter implements VenueAdapter {
  private static final Set<Bytes32> ANNOUNCEMENTS =
      topics(
          "TwocryptoPoolDeployed(address,string,string,address[2],address,bytes32,uint256[2],"
              + "uint256,uint256,uint256,uint256,address)",
          "TricryptoPoolDeployed(address,string,string,address,address[3],address,bytes32,"
              + "uint256,uint256,uint256,uint256,uint256,address)");

  /** What owners do, of both generations. */
  private static final Set<Bytes32> CHANGES =
      topics(
          "NewParameters(uint256,uint256,uint256,uint256,uint256,uint256)",
          "NewParameters(uint256,uint256,uint256,uint256,uint256,uint256,uint256)",
          "RampAgamma(uint256,uint256,uint256,uint256,uint256,uint256)",
          "StopRampA(uint256,uint256,uint256)",
          "ClaimAdminFee(address,uint256)",
          "ClaimAdminFee(address,uint256[2])",
          "ClaimAdminFee(address,uint256[3])");

  private static final Set<Bytes32> TOPICS =
      Stream.of(
              CurveEvent.SHAPES.stream().map(EventShape::topic),
              ANNOUNCEMENTS.stream(),
              CHANGES.stream())
          .flatMap(topics -> topics)
          .collect(Collectors.toUnmodifiableSet());

  private final VenueSettings venue;
  private final List<Address> old;
  private final TokenDirectory tokens;

  private CurveCryptoAdapter(VenueSettings venue, List<Address> old, TokenDirectory tokens) {
    this.venue = venue;
    this.old = List.copyOf(old);
    this.tokens = tokens;
  }

  /** The registry of {@code venue} is a Twocrypto-NG or Tricrypto-NG factory. */
  public static CurveCryptoAdapter ofFactory(VenueSettings venue, TokenDirectory tokens) {
    return new CurveCryptoAdapter(venue, List.of(), tokens);
  }

  /** Pools of the generation before. */
  public static CurveCryptoAdapter ofOldPools(
      VenueSettings venue, List<Address> pools, TokenDirectory tokens) {
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("no old crypto pools");
    }
    return new CurveCryptoAdapter(venue, pools, tokens);
  }

  @Override
  public VenueId venue() {
    return venue.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    BlockReader reader = new BlockReader(chain, at);
    return pools(reader).read(isOld() ? old : new FactoryList(reader, venue.registry()).all());
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

  private CryptoReader pools(BlockReader reader) {
    return new CryptoReader(
        reader, venue, isOld() ? CryptoTerms.Generation.OLD : CryptoTerms.Generation.NG, tokens);
  }

  private boolean isOld() {
    return !old.isEmpty();
  }

  @Override
  public Set<Bytes32> topics() {
    return TOPICS;
  }

  private static Set<Bytes32> topics(String... events) {
    return Stream.of(events)
        .map(event -> Signature.of(event).topic())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean announces(Log log) {
    return !isOld()
        && log.address().equals(venue.registry())
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

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return LogEffect.Unclear.UNCLEAR;
  }
}
