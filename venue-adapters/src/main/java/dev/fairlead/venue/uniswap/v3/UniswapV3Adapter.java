package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Create2;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
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
  private static final Signature POOL_CREATED =
      Signature.of("PoolCreated(address,address,uint24,int24,address)");
  private static final int WHOLE_PIPS = 1_000_000;

  private final VenueSettings settings;
  private final Bytes32 initCodeHash;
  private final TokenDirectory tokens;

  public UniswapV3Adapter(VenueSettings settings, Bytes32 initCodeHash, TokenDirectory tokens) {
    this.settings = settings;
    this.initCodeHash = initCodeHash;
    this.tokens = tokens;
  }

  private record Found(Address token0, Address token1, int fee, int spacing, Address pool) {}

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
                List.of(List.of(POOL_CREATED.topic())))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    List<Found> found =
        announcements.stream().map(this::found).flatMap(Optional::stream).distinct().toList();
    BlockReader reader = new BlockReader(chain, at);
    List<Address> addresses = new ArrayList<>();
    found.forEach(f -> addresses.addAll(List.of(f.token0(), f.token1())));
    tokens.learn(reader, addresses);
    List<V3Terms> terms = new ArrayList<>();
    for (Found pool : found) {
      Optional<Token> token0 = tokens.token(pool.token0());
      Optional<Token> token1 = tokens.token(pool.token1());
      if (token0.isPresent() && token1.isPresent()) {
        PoolId id = new PoolId(chain.id(), venue(), Words.key(pool.pool()));
        terms.add(
            new V3Terms(
                new PoolFacts(id, List.of(token0.get(), token1.get()), settings.hop()),
                SwapFee.ofPips(pool.fee()),
                pool.spacing()));
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

  private Optional<Found> found(Log log) {
    if (!announces(log) || log.topics().size() != 4) {
      return Optional.empty();
    }
    Address token0 = Words.address(log.topics().get(1));
    Address token1 = Words.address(log.topics().get(2));
    int fee = Words.signedInt(log.topics().get(3));
    AbiReader data = AbiReader.of(log.data());
    Found pool = new Found(token0, token1, fee, (int) data.signed(), data.address());
    boolean wanted =
        settings.tokens().admits(token0)
            && settings.tokens().admits(token1)
            && token0.compareTo(token1) < 0
            && fee < WHOLE_PIPS
            && pool.spacing() > 0;
    return wanted && pool.pool().equals(expected(token0, token1, fee))
        ? Optional.of(pool)
        : Optional.empty();
  }

  private Address expected(Address token0, Address token1, int fee) {
    Bytes key = AbiWriter.tuple().address(token0).address(token1).uint(fee).toBytes();
    return Create2.address(settings.registry(), key.keccak256(), initCodeHash);
  }

  @Override
  public Set<Bytes32> topics() {
    return Set.of(
        POOL_CREATED.topic(), V3Events.INITIALIZE, V3Events.SWAP, V3Events.MINT, V3Events.BURN);
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(settings.registry())
        && log.topics().getFirst().equals(POOL_CREATED.topic());
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
