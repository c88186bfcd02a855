package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one pair of the chain in memory, read anew whenever it changed. */
final class MemoryVenue implements VenueAdapter {
  static final VenueId VENUE = new VenueId("uniswap-v2");
  private static final Bytes KEY = Bytes.of(Ledger.PAIR.toArray());

  private final MemoryChain chain;

  MemoryVenue(MemoryChain chain) {
    this.chain = chain;
  }

  /** A pair with so much of both tokens, in whole dollars and in whole ether. */
  static UniswapV2Pool pair(long dollars, long ether) {
    return new UniswapV2Pool(
        new PoolFacts(
            new PoolId(Samples.CHAIN, VENUE, KEY),
            List.of(Samples.USDC, Samples.WETH),
            new Gas(90_000)),
        PairFee.ofBasisPoints(30),
        Uint256.of(dollars).times(Uint256.of(10).pow(6)),
        Uint256.of(ether).times(Uint256.of(10).pow(18)));
  }

  @Override
  public VenueId venue() {
    return VENUE;
  }

  @Override
  public List<Pool> load(Chain from, BlockRef at) {
    return List.of(chain.ledger().pool());
  }

  @Override
  public List<Pool> load(Chain from, BlockRef at, List<Log> announcements) {
    return List.of();
  }

  @Override
  public List<Pool> reload(Chain from, BlockRef at, Collection<Pool> pools) {
    return load(from, at);
  }

  @Override
  public Set<Bytes32> topics() {
    return Set.of(Ledger.SYNC);
  }

  @Override
  public boolean announces(Log log) {
    return false;
  }

  @Override
  public Optional<Bytes> routeOf(Log log) {
    return log.address().equals(Ledger.PAIR) ? Optional.of(KEY) : Optional.empty();
  }

  @Override
  public List<Bytes> routes(Pool pool) {
    return List.of(KEY);
  }

  @Override
  public LogEffect apply(Pool pool, Log log) {
    return LogEffect.Unclear.UNCLEAR;
  }
}
