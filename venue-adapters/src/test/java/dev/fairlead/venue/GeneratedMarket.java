package dev.fairlead.venue;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.event.UniswapV2Event;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.balancer.v2.BalancerV2Adapter;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapAdapter;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Adapter;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Adapter;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v3.V3Terms;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Adapter;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import dev.fairlead.venue.uniswap.v4.V4Fees;
import dev.fairlead.venue.uniswap.v4.V4Terms;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A market as large as wanted, mixed as on Ethereum: of a hundred pools 60 are pairs, 25 V3, 8 V4,
 * 4 Curve's and 3 Balancer's. Most pools hold one of five tokens and one of their own. Few pools of
 * concentrated liquidity have many ticks, and most have few: on average some 40, at most 2,000.
 */
final class GeneratedMarket {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int HUBS = 5;
  private static final int SPACING = 60;
  private static final int MOST_POSITIONS = 1_000;
  private static final Uint256 MILLION = Uint256.of(10).pow(24);
  private static final Uint256 HALF = Uint256.of(5).times(Uint256.of(10).pow(17));

  private final Random random;
  private final List<Token> hubs = new ArrayList<>();
  private int made;

  GeneratedMarket(Random random) {
    this.random = random;
    for (int i = 0; i < HUBS; i++) {
      hubs.add(token(i + 1L));
    }
  }

  Market market(int pools) {
    return Market.of(block(1), pools(pools));
  }

  List<Pool> pools(int count) {
    List<Pool> pools = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pools.add(pool());
    }
    return pools;
  }

  private Pool pool() {
    int kind = made % 100;
    made++;
    if (kind < 60) {
      return new UniswapV2Pool(
          facts("uniswap-v2", 20), PairFee.ofBasisPoints(30), amount(), amount());
    }
    if (kind < 85) {
      return new UniswapV3Pool(
          new V3Terms(facts("uniswap-v3", 20), SwapFee.ofPips(3_000), SPACING), concentrated());
    }
    if (kind < 93) {
      PoolFacts facts = facts("uniswap-v4", 32);
      PoolKey key =
          new PoolKey(
              facts.tokens().get(0).address(),
              facts.tokens().get(1).address(),
              3_000,
              SPACING,
              Address.ZERO);
      return new UniswapV4Pool(new V4Terms(facts, key), V4Fees.of(3_000, 0), concentrated());
    }
    return kind < 97
        ? CurveStableSwapPool.plain(
            facts("curve-stableswap", 20), Uint256.of(200_000), MILLION, MILLION.plus(amount()))
        : BalancerV2Pool.weighted(
            facts("balancer-v2", 32), List.of(HALF, HALF), MILLION, MILLION.plus(amount()));
  }

  private PoolFacts facts(String venue, int keyLength) {
    byte[] key = new byte[keyLength];
    random.nextBytes(key);
    return new PoolFacts(
        new PoolId(CHAIN, new VenueId(venue), Bytes.wrap(key)),
        List.of(hubs.get(random.nextInt(HUBS)), token(1_000L + made)),
        new Gas(90_000));
  }

  private Uint256 amount() {
    return Uint256.of(10).pow(18).plus(Uint256.of(random.nextLong(1L << 60)));
  }

  private SwapState concentrated() {
    int positions = (int) Math.min(MOST_POSITIONS, 3 / (random.nextDouble() + 1e-9));
    NavigableMap<Integer, BigInteger> gross = new TreeMap<>();
    NavigableMap<Integer, BigInteger> net = new TreeMap<>();
    for (int i = 0; i < positions; i++) {
      int width = 1 + random.nextInt(1 << (1 + random.nextInt(10)));
      int lower = (random.nextInt(2 * width) - 2 * width + 1) * SPACING;
      int upper = lower + 2 * width * SPACING;
      BigInteger liquidity = new BigInteger(70, random).add(BigInteger.ONE);
      gross.merge(lower, liquidity, BigInteger::add);
      gross.merge(upper, liquidity, BigInteger::add);
      net.merge(lower, liquidity, BigInteger::add);
      net.merge(upper, liquidity.negate(), BigInteger::add);
    }
    List<TickTable.Tick> ticks = new ArrayList<>();
    gross.forEach((tick, all) ->
        ticks.add(new TickTable.Tick(tick, all, net.getOrDefault(tick, BigInteger.ZERO))));
    return SwapState.of(TickMath.sqrtPriceAt(0), 0, TickTable.of(ticks));
  }

  /**
   * The block after a market's, with as many logs of as many pairs and V3 pools: trades, and one in
   * ten of V3 adds liquidity.
   */
  Block next(Market market, int count) {
    Set<Integer> chosen = new LinkedHashSet<>();
    List<Log> logs = new ArrayList<>();
    while (logs.size() < count) {
      int index = random.nextInt(market.size());
      if (chosen.add(index)) {
        switch (market.pool(index)) {
          case UniswapV2Pool pair -> logs.add(sync(pair, logs.size()));
          case UniswapV3Pool pool when random.nextInt(10) == 0 -> logs.add(mint(pool, logs.size()));
          case UniswapV3Pool pool -> logs.add(swap(pool, logs.size()));
          default -> {}
        }
      }
    }
    long height = market.block().number().value() + 1;
    Receipt receipt =
        new Receipt(
            new TxHash(Bytes32.ZERO), 0, Address.ZERO, true, new Gas(1), FeePerGas.ZERO, logs);
    return new Block(
        block(height),
        market.block().hash(),
        Instant.ofEpochSecond(height),
        FeePerGas.ZERO,
        new Gas(1),
        new Gas(1),
        FeeMarks.PLAIN,
        List.of(),
        List.of(receipt));
  }

  private Log sync(UniswapV2Pool pair, int index) {
    return new Log(
        pair.id().key().addressAt(0),
        List.of(UniswapV2Event.SYNC.topic()),
        AbiWriter.tuple().uint(amount()).uint(amount()).toBytes(),
        index);
  }

  private Log swap(UniswapV3Pool pool, int index) {
    return new Log(
        pool.id().key().addressAt(0),
        List.of(UniswapV3Event.SWAP.topic(), Bytes32.ZERO, Bytes32.ZERO),
        AbiWriter.tuple()
            .signed(1)
            .signed(-1)
            .uint(TickMath.sqrtPriceAt(0).plus(Uint256.of(random.nextLong(1L << 60))))
            .uint(pool.state().liquidity())
            .signed(0)
            .toBytes(),
        index);
  }

  private Log mint(UniswapV3Pool pool, int index) {
    TickTable table = pool.state().table();
    return new Log(
        pool.id().key().addressAt(0),
        List.of(
            UniswapV3Event.MINT.topic(),
            Bytes32.ZERO,
            word(table.at(0).index()),
            word(table.at(table.size() - 1).index())),
        AbiWriter.tuple().address(Address.ZERO).uint(amount()).uint(1).uint(1).toBytes(),
        index);
  }

  private static Bytes32 word(int tick) {
    return Bytes32.wrap(AbiWriter.tuple().signed(tick).toBytes().toArray());
  }

  /** Follows such markets, and asks nothing. */
  static MarketWriter writer(Market market) {
    TokenDirectory tokens = new TokenDirectory(CHAIN, List.of());
    MarketWriter writer =
        new MarketWriter(
            nobody(),
            List.of(
                new UniswapV2Adapter(
                    settings("uniswap-v2"), Bytes32.ZERO, PairFee.ofBasisPoints(30), tokens),
                new UniswapV3Adapter(settings("uniswap-v3"), Bytes32.ZERO, tokens),
                new UniswapV4Adapter(settings("uniswap-v4"), Address.ZERO, Map.of(), tokens),
                new CurveStableSwapAdapter(settings("curve-stableswap"), List.of(), tokens),
                new BalancerV2Adapter(settings("balancer-v2"), List.of(), tokens)),
            MarketObserver.none());
    writer.takeUp(market);
    return writer;
  }

  private static Chain nobody() {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (_, method, _) -> {
              throw new AssertionError("asked for " + method.getName());
            });
  }

  private static VenueSettings settings(String venue) {
    return new VenueSettings(
        new VenueId(venue),
        Address.ZERO,
        new BlockNumber(0),
        new Gas(90_000),
        Selection.everything());
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        new BlockNumber(height), new BlockHash(Bytes32.wrap(Uint256.of(height).toBytes32())));
  }

  private static Token token(long number) {
    Address address = Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, 18);
  }
}
