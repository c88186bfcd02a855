package dev.fairlead.route.generated;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A seeded market of real pools, for tests and measurements without a chain.
 *
 * <p>Each token has a fair price in dollars, log-normal around 1 (token 0 is wrapped native at
 * 3,000; in mixed markets tokens 1 to 3 are dollars), and 6, 8 or 18 decimals. The first five
 * tokens are hubs: half of all pools pair a hub with any token, a quarter pair two hubs, the rest
 * pair any two; the first pools give each token one. A pool's value is log-normal around 300,000
 * dollars, ten times that between hubs. Its price is off the fair one by up to four fifths of its
 * fee, evenly spread, so that at the fair prices nothing is to be gained at any pool: the market
 * has no arbitrage.
 *
 * <p>Plain markets hold constant products only, at 0.3 % or, one in four, 0.25 %. In mixed markets
 * four in ten are concentrated (two narrow positions over a wide one, at 0.05 or 0.3 %), one in ten
 * weighted 80 to 20 at 0.3 %, and between two dollars all are StableSwap pools of the three
 * dollars; the rest are constant products at 0.3 %.
 *
 * <p>Real chains also hold pools of next to nothing that nobody trades with, at any price: {@link
 * #withDust} adds such.
 *
 * <p>One seed gives one market, on every machine.
 */
public final class GeneratedMarket {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int HUBS = 5;
  private static final int TRIES = 100;
  private static final double OFF = 0.8;
  private static final int WEIGHTED_PIPS = 3000;

  /** The value of dust is spread evenly over so many powers of e, and how far its price is off. */
  private static final double DUST_SPREAD = 6;

  private static final double DUST_OFF = Math.log(10);
  private static final BlockRef BLOCK =
      new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO));

  private final RandomGenerator random;
  private final Token[] tokens;
  private final double[] dollars;
  private final boolean mixed;
  private final List<Pool> pools = new ArrayList<>();

  private GeneratedMarket(long seed, int tokenCount, boolean mixed) {
    this.random = new Random(seed);
    this.tokens = new Token[tokenCount];
    this.dollars = new double[tokenCount];
    this.mixed = mixed;
  }

  /** Of constant products only. */
  public static GeneratedMarket of(long seed, int poolCount, int tokenCount) {
    return generate(seed, poolCount, tokenCount, false);
  }

  /** Of all protocols. */
  public static GeneratedMarket mixed(long seed, int poolCount, int tokenCount) {
    return generate(seed, poolCount, tokenCount, true);
  }

  private static GeneratedMarket generate(long seed, int poolCount, int tokenCount, boolean mixed) {
    GeneratedMarket generated = new GeneratedMarket(seed, tokenCount, mixed);
    generated.mint();
    generated.list(poolCount);
    return generated;
  }

  private void mint() {
    int[] decimals = {18, 18, 18, 6, 8};
    for (int t = 0; t < tokens.length; t++) {
      byte[] address = new byte[20];
      address[18] = (byte) ((t + 1) >> 8);
      address[19] = (byte) (t + 1);
      int places = t == 0 ? 18 : decimals[random.nextInt(decimals.length)];
      tokens[t] = new Token(CHAIN, Address.of(address), t == 0 ? "WETH" : "T" + t, places);
      dollars[t] = t == 0 ? 3000 : Math.exp(2 * random.nextGaussian());
      if (mixed && isDollar(t)) {
        dollars[t] = 1;
      }
    }
  }

  private static boolean isDollar(int token) {
    return token >= 1 && token <= 3;
  }

  private void list(int count) {
    int hubs = Math.min(HUBS, tokens.length);
    for (int p = 0; p < count; p++) {
      int a = p < tokens.length ? p : random.nextInt(tokens.length);
      double kind = random.nextDouble();
      int b = kind < 0.75 ? random.nextInt(hubs) : random.nextInt(tokens.length);
      if (p >= tokens.length && kind < 0.25) {
        a = random.nextInt(hubs);
      }
      if (a == b) {
        b = (a + 1) % hubs == a ? (a + 2) % tokens.length : (a + 1) % hubs;
      }
      double value = Math.exp(1.5 * random.nextGaussian()) * (a < hubs && b < hubs ? 3e6 : 3e5);
      pools.add(pair(p, a, b, value));
    }
  }

  private Pool pair(int number, int a, int b, double value) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    GeneratedPools pools = new GeneratedPools(CHAIN, number);
    if (mixed && isDollar(a) && isDollar(b)) {
      List<Token> coins = List.of(tokens[1], tokens[2], tokens[3]);
      return pools.stable(
          coins, coins.stream().map(t -> units(t, value / 3)).toArray(Uint256[]::new));
    }
    int kind = mixed ? random.nextInt(10) : 9;
    boolean cheap = random.nextInt(4) < (kind < 4 ? 2 : 1);
    int pips = kind < 4 ? cheap ? 500 : 3000 : !mixed && cheap ? 2500 : WEIGHTED_PIPS;
    double off = Math.exp(OFF * pips / 1e6 * (2 * random.nextDouble() - 1));
    if (kind == 4) {
      Uint256 heavy = units(tokens[low], value * 0.8 / dollars[low] * off);
      Uint256 light = units(tokens[high], value * 0.2 / dollars[high]);
      return pools.weighted(tokens[low], tokens[high], heavy, light);
    }
    Uint256 reserve0 = units(tokens[low], value / 2 / dollars[low] * off);
    Uint256 reserve1 = units(tokens[high], value / 2 / dollars[high]);
    return kind < 4
        ? pools.concentrated(tokens[low], tokens[high], reserve0, reserve1, pips)
        : pools.constantProduct(tokens[low], tokens[high], reserve0, reserve1, pips / 100);
  }

  /** The units of a token for an amount with its decimal point placed. */
  public static Uint256 units(Token token, double amount) {
    return Uint256.of(BigDecimal.valueOf(amount).movePointRight(token.decimals()).toBigInteger());
  }

  /** The units that are worth so many dollars at the fair price. */
  public Uint256 worth(Token token, double value) {
    int at = Arrays.asList(tokens).indexOf(token);
    return units(token, value / dollars[at]).max(Uint256.ONE);
  }

  /** The token of this number; the first five are hubs. */
  public Token token(int index) {
    return tokens[index];
  }

  public int tokenCount() {
    return tokens.length;
  }

  public Token wrappedNative() {
    return tokens[0];
  }

  public List<Pool> pools() {
    return pools;
  }

  /** All pools, at block 1. */
  public Market market() {
    return Market.of(BLOCK, pools);
  }

  /**
   * The same with constant products of {@code least} to 400 times as many dollars a side more,
   * between any two tokens, whose prices are off by up to ten times.
   */
  public Market withDust(RandomGenerator random, int count, double least) {
    List<Pool> all = new ArrayList<>(pools);
    for (int i = 0; i < count; i++) {
      int a = random.nextInt(tokens.length);
      int b = (a + 1 + random.nextInt(tokens.length - 1)) % tokens.length;
      Token low = tokens[Math.min(a, b)];
      Token high = tokens[Math.max(a, b)];
      double value = least * Math.exp(DUST_SPREAD * random.nextDouble());
      double off = Math.exp(DUST_OFF * (2 * random.nextDouble() - 1));
      all.add(
          new GeneratedPools(CHAIN, pools.size() + i)
              .constantProduct(low, high, worth(low, value * off), worth(high, value), 30));
    }
    return Market.of(BLOCK, all);
  }

  /**
   * The block after {@code market}, in which random trades moved this many of its pools, and left
   * something to gain at the fair prices: that market has arbitrage.
   */
  public Market traded(Market market, RandomGenerator random, int changes) {
    return next(market, random, changes, this::traded);
  }

  /**
   * The same where arbitrage followed each trade in its block, so that nothing is to be gained at
   * the fair prices of what the trade moved.
   */
  public Market tradedFairly(Market market, RandomGenerator random, int changes) {
    return next(market, random, changes, this::tradedFairly);
  }

  private static Market next(Market market, RandomGenerator random, int changes, Trading trading) {
    Map<PoolId, Pool> changed = new LinkedHashMap<>();
    for (int tries = 0; changed.size() < changes && tries < TRIES * changes; tries++) {
      Pool pool = market.pool(random.nextInt(market.size()));
      Token in = pool.tokens().get(random.nextInt(2));
      Token out = pool.tokens().get(in.equals(pool.tokens().get(0)) ? 1 : 0);
      if (!changed.containsKey(pool.id())) {
        trading
            .after(pool, in, out, 50 + random.nextInt(2000))
            .ifPresent(after -> changed.put(pool.id(), after));
      }
    }
    BlockRef next = new BlockRef(market.block().number().next(), market.block().hash());
    return market.at(next, changed.values());
  }

  private Optional<Pool> traded(Pool pool, Token in, Token out, double dollars) {
    return pool.quoteExactIn(in, out, worth(in, dollars)) instanceof Quote.Filled filled
        ? Optional.of(filled.after())
        : Optional.empty();
  }

  /** What is left of the trade once arbitrage has taken some of it back; none if that is all. */
  private Optional<Pool> tradedFairly(Pool pool, Token in, Token out, double dollars) {
    for (double left = dollars; left >= 1; left /= 2) {
      Optional<Pool> after = traded(pool, in, out, left);
      if (after.isPresent() && !givesAway(after.get(), out, in)) {
        return after;
      }
    }
    return Optional.empty();
  }

  /** Whether a dollar of one token buys more than a dollar of the other. */
  private boolean givesAway(Pool pool, Token in, Token out) {
    return pool.quoteExactIn(in, out, worth(in, 1)) instanceof Quote.Filled filled
        && filled.amountOut().isGreaterThan(worth(out, 1));
  }

  private interface Trading {
    /** The pool after a trade of so many dollars, if there is one. */
    Optional<Pool> after(Pool pool, Token in, Token out, double dollars);
  }
}
