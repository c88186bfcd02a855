package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.UniswapV4Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Uniswap V4: pools from the manager's events, each of which must hash to the id that it has there.
 *
 * <p>Pools with hooks are taken where the manager does not call them around swaps, or where an
 * operator vouches for the hook. None is taken whose key fixes a fee of all, and none of the native
 * coin against its own wrapper.
 */
public final class UniswapV4Adapter implements VenueAdapter {
  private final VenueSettings settings;
  private final Address wrappedNative;
  private final HookRule rule;
  private final TokenDirectory tokens;

  /**
   * @param vouched hooks that the manager may call around swaps
   */
  public UniswapV4Adapter(
      VenueSettings settings,
      Address wrappedNative,
      Map<Address, HookPromise> vouched,
      TokenDirectory tokens) {
    this.settings = settings;
    this.wrappedNative = wrappedNative;
    this.rule = new HookRule(vouched);
    this.tokens = tokens;
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
                List.of(List.of(UniswapV4Event.INITIALIZE.topic())))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    List<PoolKey> keys =
        announcements.stream().map(this::found).flatMap(Optional::stream).distinct().toList();
    BlockReader reader = new BlockReader(chain, at);
    List<Address> addresses = new ArrayList<>();
    keys.forEach(key -> addresses.addAll(List.of(shown(key.currency0()), key.currency1())));
    tokens.learn(reader, addresses);
    List<V4Terms> terms = new ArrayList<>();
    for (PoolKey key : keys) {
      Optional<Token> token0 = tokens.token(shown(key.currency0()));
      Optional<Token> token1 = tokens.token(key.currency1());
      if (token0.isPresent() && token1.isPresent()) {
        PoolId id = new PoolId(chain.id(), venue(), Words.key(key.id()));
        terms.add(
            new V4Terms(
                new PoolFacts(id, List.of(token0.get(), token1.get()), settings.hop()), key));
      }
    }
    return read(reader, terms);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return read(
        new BlockReader(chain, at),
        pools.stream().map(pool -> ((UniswapV4Pool) pool).terms()).toList());
  }

  /** Reads the fees alone, and the whole pool only where its price is not the known one. */
  @Override
  public List<Pool> refresh(Chain chain, BlockRef at, Collection<Pool> pools) {
    BlockReader reader = new BlockReader(chain, at);
    List<UniswapV4Pool> known = pools.stream().map(UniswapV4Pool.class::cast).toList();
    List<Optional<UniswapV4Pool>> read = fees(reader).read(known);
    List<Pool> refreshed = new ArrayList<>();
    List<V4Terms> moved = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      V4Terms terms = known.get(i).terms();
      read.get(i).ifPresentOrElse(refreshed::add, () -> moved.add(terms));
    }
    if (!moved.isEmpty()) {
      refreshed.addAll(read(reader, moved));
    }
    return refreshed;
  }

  private List<Pool> read(BlockReader reader, List<V4Terms> terms) {
    List<Pool> pools = new ArrayList<>();
    new V4StateReader(storage(reader), fees(reader))
        .read(terms)
        .forEach(pool -> pool.ifPresent(pools::add));
    return pools;
  }

  private V4FeeReader fees(BlockReader reader) {
    return new V4FeeReader(storage(reader), new HookFees(reader, settings.registry()), rule);
  }

  private V4Storage storage(BlockReader reader) {
    return new V4Storage(reader, settings.registry());
  }

  private Optional<PoolKey> found(Log log) {
    if (!announces(log)
        || !(EventDecoder.standard().decode(log) instanceof UniswapV4Event.Initialize pool)) {
      return Optional.empty();
    }
    PoolKey key =
        new PoolKey(
            pool.currency0(), pool.currency1(), pool.fee(), pool.tickSpacing(), pool.hooks());
    boolean wanted =
        rule.admits(key)
            && (pool.fee() < V4Fees.WHOLE || key.hasDynamicFee())
            && pool.tickSpacing() > 0
            && !shown(key.currency0()).equals(key.currency1())
            && settings.tokens().admits(shown(key.currency0()))
            && settings.tokens().admits(key.currency1());
    return wanted && key.id().equals(pool.id()) ? Optional.of(key) : Optional.empty();
  }

  private Address shown(Address currency) {
    return currency.isZero() ? wrappedNative : currency;
  }

  @Override
  public Set<Bytes32> topics() {
    return Set.of(
        UniswapV4Event.INITIALIZE.topic(),
        UniswapV4Event.SWAP.topic(),
        UniswapV4Event.MODIFY_LIQUIDITY.topic(),
        UniswapV4Event.PROTOCOL_FEE_UPDATED.topic());
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(settings.registry())
        && log.topics().getFirst().equals(UniswapV4Event.INITIALIZE.topic());
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return log.address().equals(settings.registry()) && log.topics().size() > 1 && !announces(log)
        ? Optional.of(Words.key(log.topics().get(1)))
        : Optional.empty();
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return V4Events.apply((UniswapV4Pool) pool, log);
  }
}
