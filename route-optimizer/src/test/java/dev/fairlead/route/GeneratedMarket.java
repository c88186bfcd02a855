package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Seeded markets of real pools.
 *
 * <p>Each token has a fair price in dollars, log-normal around 1 (token 0 is wrapped native at
 * 3,000; in mixed markets tokens 1 to 3 are dollars), and 6, 8 or 18 decimals. The first tokens are
 * hubs: half of all pools pair a hub with any token, a quarter pair two hubs, the rest pair any
 * two; the first pools give each token one. A pool's value is log-normal around 300,000 dollars,
 * ten times that between hubs; its price is off the fair one by a normal error of 0.2 %.
 *
 * <p>Plain markets hold constant products only, at 0.3 % or, one in four, 0.25 %. In mixed markets
 * four in ten are concentrated (two narrow positions over a wide one, at 0.05 or 0.3 %), one in ten
 * weighted 80 to 20, and between two dollars all are StableSwap pools of the three dollars.
 */
final class GeneratedMarket {
  static final ChainId CHAIN = new ChainId(1);
  private static final int HUBS = 5;
  private static final double PRICE_ERROR = 0.002;
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

  static GeneratedMarket of(long seed, int poolCount, int tokenCount) {
    return generate(seed, poolCount, tokenCount, false);
  }

  static GeneratedMarket mixed(long seed, int poolCount, int tokenCount) {
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
    double error = Math.exp(PRICE_ERROR * random.nextGaussian());
    Uint256 reserve0 = units(tokens[low], value / 2 / dollars[low] * error);
    Uint256 reserve1 = units(tokens[high], value / 2 / dollars[high]);
    GeneratedPools pools = new GeneratedPools(CHAIN, number);
    if (!mixed) {
      int fee = random.nextInt(4) == 0 ? 25 : 30;
      return pools.constantProduct(tokens[low], tokens[high], reserve0, reserve1, fee);
    }
    if (isDollar(a) && isDollar(b)) {
      List<Token> coins = List.of(tokens[1], tokens[2], tokens[3]);
      return pools.stable(
          coins, coins.stream().map(t -> units(t, value / 3)).toArray(Uint256[]::new));
    }
    int kind = random.nextInt(10);
    if (kind < 4) {
      int pips = random.nextInt(2) == 0 ? 500 : 3000;
      return pools.concentrated(tokens[low], tokens[high], reserve0, reserve1, pips);
    }
    if (kind < 5) {
      Uint256 heavy = units(tokens[low], value * 0.8 / dollars[low] * error);
      Uint256 light = units(tokens[high], value * 0.2 / dollars[high]);
      return pools.weighted(tokens[low], tokens[high], heavy, light);
    }
    return pools.constantProduct(tokens[low], tokens[high], reserve0, reserve1, 30);
  }

  /** The units of a token for an amount with its decimal point placed. */
  static Uint256 units(Token token, double amount) {
    return Uint256.of(BigDecimal.valueOf(amount).movePointRight(token.decimals()).toBigInteger());
  }

  /** The units that are worth so many dollars at the fair price. */
  Uint256 worth(Token token, double value) {
    int at = Arrays.asList(tokens).indexOf(token);
    return units(token, value / dollars[at]).max(Uint256.ONE);
  }

  Token token(int index) {
    return tokens[index];
  }

  int tokenCount() {
    return tokens.length;
  }

  Token wrappedNative() {
    return tokens[0];
  }

  List<Pool> pools() {
    return pools;
  }

  Market market() {
    return Market.of(BLOCK, pools);
  }

  /** The block after {@code market}, in which random trades moved about this many pools. */
  Market traded(Market market, RandomGenerator random, int changes) {
    List<Pool> changed = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      Pool pool = market.pool(random.nextInt(market.size()));
      Token in = pool.tokens().get(random.nextInt(2));
      Token out = pool.tokens().get(in.equals(pool.tokens().get(0)) ? 1 : 0);
      if (changed.stream().noneMatch(other -> other.id().equals(pool.id()))
          && pool.quoteExactIn(in, out, worth(in, 50 + random.nextInt(2000)))
              instanceof Quote.Filled filled) {
        changed.add(filled.after());
      }
    }
    BlockRef next = new BlockRef(market.block().number().next(), market.block().hash());
    return market.at(next, changed);
  }
}
