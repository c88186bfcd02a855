package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.UniswapV2Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Uniswap V2 or a fork: pairs from the factory's events, each at the address that CREATE2 gives for
 * its tokens, or it is not taken. {@code Sync} tells a pair's whole state.
 */
public final class UniswapV2Adapter implements VenueAdapter {
  private static final Signature GET_RESERVES = Signature.of("getReserves()");

  private final VenueSettings settings;
  private final PoolFactory factory;
  private final PairFee fee;
  private final TokenDirectory tokens;

  public UniswapV2Adapter(
      VenueSettings settings, Bytes32 initCodeHash, PairFee fee, TokenDirectory tokens) {
    this.settings = settings;
    this.factory = new PoolFactory(settings.registry(), initCodeHash);
    this.fee = fee;
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
                List.of(List.of(UniswapV2Event.PAIR_CREATED.topic())))));
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at, List<Log> announcements) {
    List<UniswapV2Event.PairCreated> found =
        announcements.stream().map(this::found).flatMap(Optional::stream).distinct().toList();
    BlockReader reader = new BlockReader(chain, at);
    List<Address> addresses = new ArrayList<>();
    found.forEach(f -> addresses.addAll(List.of(f.token0(), f.token1())));
    tokens.learn(reader, addresses);
    List<PoolFacts> facts = new ArrayList<>();
    for (UniswapV2Event.PairCreated pair : found) {
      Optional<Token> token0 = tokens.token(pair.token0());
      Optional<Token> token1 = tokens.token(pair.token1());
      if (token0.isPresent() && token1.isPresent()) {
        PoolId id = new PoolId(chain.id(), venue(), Words.key(pair.pair()));
        facts.add(new PoolFacts(id, List.of(token0.get(), token1.get()), settings.hop()));
      }
    }
    return read(reader, facts);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return read(
        new BlockReader(chain, at),
        pools.stream().map(pool -> ((UniswapV2Pool) pool).facts()).toList());
  }

  private List<Pool> read(BlockReader reader, List<PoolFacts> facts) {
    List<Optional<Bytes>> answers =
        reader.read(
            facts.stream()
                .map(f -> BlockReader.View.of(f.id().key().addressAt(0), GET_RESERVES))
                .toList());
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      PoolFacts each = facts.get(i);
      BlockReader.decode(answers.get(i), data -> pool(each, data)).ifPresent(pools::add);
    }
    return pools;
  }

  private UniswapV2Pool pool(PoolFacts facts, AbiReader reserves) {
    return new UniswapV2Pool(facts, fee, reserves.uint(), reserves.uint());
  }

  private Optional<UniswapV2Event.PairCreated> found(Log log) {
    if (!announces(log)
        || !(EventDecoder.standard().decode(log) instanceof UniswapV2Event.PairCreated pair)) {
      return Optional.empty();
    }
    boolean wanted =
        settings.tokens().admits(pair.token0())
            && settings.tokens().admits(pair.token1())
            && pair.token0().compareTo(pair.token1()) < 0;
    return wanted && pair.pair().equals(factory.pair(pair.token0(), pair.token1()))
        ? Optional.of(pair)
        : Optional.empty();
  }

  @Override
  public Set<Bytes32> topics() {
    return Set.of(UniswapV2Event.PAIR_CREATED.topic(), UniswapV2Event.SYNC.topic());
  }

  @Override
  public boolean announces(Log log) {
    return log.address().equals(settings.registry())
        && log.topics().getFirst().equals(UniswapV2Event.PAIR_CREATED.topic());
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return log.topics().getFirst().equals(UniswapV2Event.SYNC.topic())
        ? Optional.of(Words.key(log.address()))
        : Optional.empty();
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(pool.id().key());
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return EventDecoder.standard().decode(log)
            instanceof UniswapV2Event.Sync(Uint256 reserve0, Uint256 reserve1)
        ? new LogEffect.Changed(((UniswapV2Pool) pool).withReserves(reserve0, reserve1))
        : LogEffect.Unclear.UNCLEAR;
  }
}
