package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Uniswap V3 or a fork: pools from the factory's events, each at the address that CREATE2 gives for
 * its tokens and fee, or it is not taken.
 */
public final class UniswapV3Adapter implements VenueAdapter {
  private static final int WHOLE_PIPS = 1_000_000;

  private final VenueSettings settings;
  private final PoolFactory factory;
  private final TokenDirectory tokens;

  public UniswapV3Adapter(VenueSettings settings, Bytes32 initCodeHash, TokenDirectory tokens) {
    this.settings = settings;
    this.factory = new PoolFactory(settings.registry(), initCodeHash);
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
                List.of(List.of(UniswapV3Event.POOL_CREATED.topic())))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    List<UniswapV3Event.PoolCreated> found =
        announcements.stream().map(this::found).flatMap(Optional::stream).distinct().toList();
    BlockReader reader = new BlockReader(chain, at);
    List<Address> addresses = new ArrayList<>();
    found.forEach(f -> addresses.addAll(List.of(f.token0(), f.token1())));
    tokens.learn(reader, addresses);
    List<V3Terms> terms = new ArrayList<>();
    for (UniswapV3Event.PoolCreated pool : found) {
      Optional<Token> token0 = tokens.token(pool.token0());
      Optional<Token> token1 = tokens.token(pool.token1());
      if (token0.isPresent() && token1.isPresent()) {
        PoolId id = new PoolId(chain.id(), venue(), Words.key(pool.pool()));
        terms.add(
            new V3Terms(
                new PoolFacts(id, List.of(token0.get(), token1.get()), settings.hop()),
                SwapFee.ofPips(pool.fee()),
                pool.tickSpacing()));
      }
    }
    return V3StateReader.read(reader, terms);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return V3StateReader.read(
        new BlockReader(chain, at),
        pools.stream().map(pool -> ((UniswapV3Pool) pool).terms()).toList());
  }

  private Optional<UniswapV3Event.PoolCreated> found(Log log) {
    if (!announces(log)
        || !(EventDecoder.standard().decode(log) instanceof UniswapV3Event.PoolCreated pool)) {
      return Optional.empty();
    }
    boolean wanted =
        settings.tokens().admits(pool.token0())
            && settings.tokens().admits(pool.token1())
            && pool.token0().compareTo(pool.token1()) < 0
            && pool.fee() < WHOLE_PIPS
            && pool.tickSpacing() > 0;
    return wanted && pool.pool().equals(factory.pool(pool.token0(), pool.token1(), pool.fee()))
        ? Optional.of(pool)
        : Optional.empty();
  }

  @Override
  public Set<Bytes32> topics() {
    return Set.of(
        UniswapV3Event.POOL_CREATED.topic(),
        UniswapV3Event.INITIALIZE.topic(),
        UniswapV3Event.SWAP.topic(),
        UniswapV3Event.MINT.topic(),
        UniswapV3Event.BURN.topic());
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(settings.registry())
        && log.topics().getFirst().equals(UniswapV3Event.POOL_CREATED.topic());
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return announces(log) ? Optional.empty() : Optional.of(Words.key(log.address()));
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return V3Events.apply((UniswapV3Pool) pool, log);
  }
}
