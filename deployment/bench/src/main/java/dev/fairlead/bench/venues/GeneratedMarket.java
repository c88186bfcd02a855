package dev.fairlead.bench.venues;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.event.UniswapV2Event;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pools of mixed kinds, each with numbers of its own, and trades with them. Of twenty pools twelve
 * are pairs, five are of concentrated liquidity with 40 ticks, and one each is of Curve, Balancer
 * and Tricrypto. The same for one seed.
 */
final class GeneratedMarket {
  static final int POOLS = 50_000;
  static final int LOGS = 500;

  private static final int POOLS_OF_A_TOKEN = 10;
  private static final int TICKS_OF_A_SIDE = 20;
  private static final int MARK = 20;

  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Token> tokens;

  private GeneratedMarket(int pools) {
    this.tokens =
        IntStream.rangeClosed(1, 3 + pools / POOLS_OF_A_TOKEN)
            .mapToObj(SamplePools::token)
            .toList();
  }

  /** A market of so many pools. */
  static Market of(int pools) {
    GeneratedMarket generated = new GeneratedMarket(pools);
    return Market.of(block(1), IntStream.range(0, pools).mapToObj(generated::pool).toList());
  }

  static BlockRef block(int number) {
    return new BlockRef(
        new BlockNumber(number), new BlockHash(Bytes32.wrap(Uint256.of(number).toBytes32())));
  }

  private Pool pool(int number) {
    int key = 1_000_000 + number;
    Uint256 depth = SamplePools.DEPTH.plus(Uint256.of(random.nextLong(1L << 60)));
    int first = random.nextInt(tokens.size() - 2);
    List<Token> two = List.of(tokens.get(first), tokens.get(first + 1));
    List<Token> three = List.of(two.get(0), two.get(1), tokens.get(first + 2));
    int kind = number % MARK;
    if (kind < 12) {
      return SamplePools.pair(SamplePools.facts("uniswap-v2", key, two), depth);
    }
    return switch (kind) {
      case 17 -> SamplePools.stable(SamplePools.facts("curve-stableswap", key, three), depth);
      case 18 -> SamplePools.weighted(SamplePools.longFacts("balancer-v2", key, two), depth);
      case 19 -> SamplePools.tricrypto(SamplePools.facts("curve-crypto", key, three), depth);
      default ->
          SamplePools.concentrated(
              SamplePools.facts("uniswap-v3", key, two), TICKS_OF_A_SIDE, depth);
    };
  }

  /** The logs of so many trades, each with another pair or pool of concentrated liquidity. */
  static List<Log> trades(Market market, int count) {
    List<Log> logs = new ArrayList<>();
    // The step has no factor in common with the number of pools, so that no pool comes twice.
    int step = 7_919;
    for (int i = 0; logs.size() < count && i < market.size(); i++) {
      Pool pool = market.pool((int) ((long) i * step % market.size()));
      Uint256 amount = SamplePools.ONE_18.plus(Uint256.of(i));
      if (pool.quoteExactIn(pool.tokens().get(0), pool.tokens().get(1), amount)
          instanceof Quote.Filled filled) {
        switch (filled.after()) {
          case UniswapV2Pool after -> logs.add(sync(after, logs.size()));
          case UniswapV3Pool after -> logs.add(swap(after, filled, logs.size()));
          default -> {}
        }
      }
    }
    return logs;
  }

  private static Log sync(UniswapV2Pool after, int index) {
    return log(
        after, List.of(UniswapV2Event.SYNC.topic()), index, after.reserve0(), after.reserve1());
  }

  private static Log swap(UniswapV3Pool after, Quote.Filled filled, int index) {
    Bytes32 account = Bytes32.wrap(Uint256.ONE.toBytes32());
    return log(
        after,
        List.of(UniswapV3Event.SWAP.topic(), account, account),
        index,
        filled.amountIn(),
        filled.amountOut().negateWrapping(),
        after.state().sqrtPrice(),
        after.state().liquidity(),
        signed(after.state().tick()));
  }

  private static Uint256 signed(int number) {
    return number < 0 ? Uint256.of(-number).negateWrapping() : Uint256.of(number);
  }

  private static Log log(Pool pool, List<Bytes32> topics, int index, Uint256... words) {
    byte[] data = new byte[32 * words.length];
    for (int i = 0; i < words.length; i++) {
      words[i].writeTo(data, 32 * i);
    }
    return new Log(pool.id().key().addressAt(0), topics, Bytes.wrap(data), index);
  }
}
