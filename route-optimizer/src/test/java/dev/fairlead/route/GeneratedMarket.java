package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Seeded markets of real constant product pools.
 *
 * <p>Each token has a fair price in dollars, log-normal around 1 (token 0 is wrapped native at
 * 3,000), and 6, 8 or 18 decimals. The first tokens are hubs: half of all pools pair a hub with any
 * token, a quarter pair two hubs, the rest pair any two; a token without a pool gets one with a
 * hub. A pool's value is log-normal around 300,000 dollars, ten times that between hubs; its price
 * is off the fair one by a normal error of 0.2 %, and its fee is 0.3 % or, for one in four, 0.25 %.
 */
final class GeneratedMarket {
  static final ChainId CHAIN = new ChainId(1);
  static final long HOP_GAS = 87_000;
  private static final int HUBS = 5;
  private static final double PRICE_ERROR = 0.002;
  private static final BlockRef BLOCK =
      new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO));

  private final RandomGenerator random;
  private final Token[] tokens;
  private final double[] dollars;
  private final double priceError;
  private final List<Pool> pools = new ArrayList<>();

  private GeneratedMarket(long seed, int tokenCount, double priceError) {
    this.random = new Random(seed);
    this.tokens = new Token[tokenCount];
    this.dollars = new double[tokenCount];
    this.priceError = priceError;
  }

  static GeneratedMarket of(long seed, int poolCount, int tokenCount) {
    return of(seed, poolCount, tokenCount, PRICE_ERROR);
  }

  static GeneratedMarket of(long seed, int poolCount, int tokenCount, double priceError) {
    GeneratedMarket generated = new GeneratedMarket(seed, tokenCount, priceError);
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
    }
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
    Token token0 = tokens[Math.min(a, b)];
    Token token1 = tokens[Math.max(a, b)];
    double error = Math.exp(priceError * random.nextGaussian());
    Uint256 reserve0 = units(token0, value / 2 / dollars[Math.min(a, b)] * error);
    Uint256 reserve1 = units(token1, value / 2 / dollars[Math.max(a, b)]);
    return pair(
        number,
        token0,
        token1,
        reserve0,
        reserve1,
        random.nextInt(4) == 0 ? PairFee.ofBasisPoints(25) : PairFee.ofBasisPoints(30));
  }

  static Pool pair(
      int number, Token token0, Token token1, Uint256 reserve0, Uint256 reserve1, PairFee fee) {
    byte[] key = new byte[20];
    key[0] = 1;
    key[17] = (byte) (number >> 16);
    key[18] = (byte) (number >> 8);
    key[19] = (byte) number;
    VenueId venue = new VenueId(fee.basisPoints() == 30 ? "uniswap-v2" : "pancake-v2");
    PoolId id = new PoolId(CHAIN, venue, Bytes.of(key));
    PoolFacts facts = new PoolFacts(id, List.of(token0, token1), new Gas(HOP_GAS));
    return new UniswapV2Pool(facts, fee, reserve0, reserve1);
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

  /** The block after {@code market}, in which random trades moved this many pools. */
  static Market traded(Market market, RandomGenerator random, int changes) {
    List<Pool> changed = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      UniswapV2Pool pool = (UniswapV2Pool) market.pool(random.nextInt(market.size()));
      if (changed.stream().noneMatch(other -> other.id().equals(pool.id()))) {
        Uint256 amount = pool.reserve0().dividedBy(Uint256.of(50 + random.nextInt(1000)));
        changed.add(
            Routes.filled(pool, pool.tokens().get(0), pool.tokens().get(1), amount).after());
      }
    }
    BlockRef next = new BlockRef(market.block().number().next(), market.block().hash());
    return market.at(next, changed);
  }
}
