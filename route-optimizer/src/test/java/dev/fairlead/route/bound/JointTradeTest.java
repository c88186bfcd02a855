package dev.fairlead.route.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.v3.BalancerV3Holding;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.balancer.v3.BalancerV3Terms;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointTradeTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Uint256 E18 = Uint256.of(1_000_000_000_000_000_000L);

  /** Fractions of a gain that doubles lose in the comparison itself. */
  private static final double ROUNDING = 1e-12;

  private static List<Token> tokens(int count, Random random) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      byte[] address = new byte[20];
      address[19] = (byte) i;
      int decimals = random.nextBoolean() ? 18 : 6;
      tokens.add(new Token(CHAIN, Address.of(address), "T" + i, decimals));
    }
    return tokens;
  }

  private static Uint256 units(Token token, double amount) {
    return Uint256.of(BigDecimal.valueOf(amount).movePointRight(token.decimals()).toBigInteger());
  }

  private static Uint256[] balances(List<Token> tokens, Random random, double spread) {
    double size = Math.exp(5 + 10 * random.nextDouble());
    return tokens.stream()
        .map(token -> units(token, size * Math.exp(spread * random.nextGaussian())))
        .toArray(Uint256[]::new);
  }

  private static Pool weighted(int count, Random random) {
    List<Token> tokens = tokens(count, random);
    List<Uint256> weights = new ArrayList<>();
    Uint256 left = E18;
    for (int i = 1; i < count; i++) {
      long share = (long) (1e18 / count * (0.3 + 0.7 * random.nextDouble()));
      weights.add(Uint256.of(share));
      left = left.minus(Uint256.of(share));
    }
    weights.add(left);
    return new GeneratedPools(CHAIN, 1).weighted(tokens, weights, balances(tokens, random, 1));
  }

  private static PoolFacts facts(String venue, List<Token> tokens) {
    return new PoolFacts(
        new PoolId(CHAIN, new VenueId(venue), Bytes.of(new byte[20])), tokens, new Gas(100_000));
  }

  private static Pool stable(int count, Random random) {
    List<Token> tokens = tokens(count, random);
    Uint256 a = Uint256.of((long) (100 * Math.exp(7 * random.nextDouble())));
    return CurveStableSwapPool.plain(facts("curve", tokens), a, balances(tokens, random, 0.5));
  }

  private static Pool stableVaulted(int count, Random random) {
    List<Token> tokens = tokens(count, random);
    Uint256 amplification = Uint256.of((long) (1000 * Math.exp(7 * random.nextDouble())));
    PoolCurve curve = new StableCurve(amplification, StableCurve.Generation.V3);
    Uint256[] raw = balances(tokens, random, 0.5);
    List<BalancerV3Holding> holdings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Uint256 scaling = Uint256.of(10).pow(18 - tokens.get(i).decimals());
      Uint256 live = raw[i].times(scaling);
      holdings.add(new BalancerV3Holding(scaling, E18, false, false, raw[i], live));
    }
    BalancerV3Terms terms =
        new BalancerV3Terms(
            Uint256.of(1_000_000_000_000_000L),
            Uint256.of(500_000_000_000_000_000L),
            Uint256.ZERO,
            Uint256.of(1_000_000),
            false,
            false,
            false,
            List.of());
    byte[] vault = new byte[20];
    vault[0] = 1;
    return new BalancerV3Pool(
        facts("balancer-v3", tokens), Address.of(vault), curve, terms, holdings);
  }

  private static List<Pool> pools(Random random) {
    List<Pool> pools = new ArrayList<>();
    for (int count = 3; count <= 8; count++) {
      pools.add(weighted(count, random));
    }
    for (int count = 3; count <= 4; count++) {
      pools.add(stable(count, random));
      pools.add(stableVaulted(count, random));
    }
    return pools;
  }

  /** Those at which nothing is gained, each off by about so much. */
  private static double[] prices(Pool pool, double off, Random random) {
    List<Token> tokens = pool.tokens();
    double[] prices = new double[tokens.size()];
    for (int j = 0; j < prices.length; j++) {
      double there = j == 0 ? 1 : pool.spotPrice(tokens.get(0), tokens.get(j));
      double back = j == 0 ? 1 : pool.spotPrice(tokens.get(j), tokens.get(0));
      prices[j] = Math.sqrt(back / there) * Math.exp(off * random.nextGaussian());
    }
    return prices;
  }

  private static double joint(Pool pool, double[] prices) {
    return JointTrades.of(pool).orElseThrow().gain(prices, new double[prices.length]);
  }

  private static double inPairs(Pool pool, double[] prices) {
    double sum = 0;
    for (int i = 0; i < prices.length; i++) {
      for (int j = 0; j < prices.length; j++) {
        if (i != j) {
          Direction direction = Direction.of(pool, pool.tokens().get(i), pool.tokens().get(j));
          sum += direction.gain(prices[i], prices[j], new Flow());
        }
      }
    }
    return sum;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void noSequenceOfTradesGainsMore(long seed) {
    Random random = new Random(seed);
    int profitable = 0;
    for (Pool pool : pools(random)) {
      for (int k = 0; k < 40; k++) {
        double off = Math.pow(10, -4 * random.nextDouble());
        double[] prices = prices(pool, off, random);
        double best = bestSequence(pool, prices, off, random);
        assertThat(best)
            .as("%s of %s, seed %s", pool.id().venue(), prices.length, seed)
            .isLessThanOrEqualTo(joint(pool, prices) * (1 + ROUNDING));
        profitable += best > 0 ? 1 : 0;
      }
    }
    assertThat(profitable).isGreaterThan(100);
  }

  /**
   * The pair that is best by its spot prices again and again, small parts of it and larger ones.
   */
  private static double bestSequence(Pool pool, double[] prices, double off, Random random) {
    List<Token> tokens = pool.tokens();
    double size = 2 * off * random.nextDouble();
    Pool state = pool;
    double gained = 0;
    double best = 0;
    for (int trade = 0; trade < 60; trade++) {
      int from = random.nextInt(prices.length);
      int to = (from + 1 + random.nextInt(prices.length - 1)) % prices.length;
      if (random.nextInt(8) > 0) {
        double most = 1;
        for (int i = 0; i < prices.length; i++) {
          for (int j = 0; j < prices.length; j++) {
            double ratio =
                i == j ? 0 : state.spotPrice(tokens.get(i), tokens.get(j)) * prices[j] / prices[i];
            if (ratio > most) {
              most = ratio;
              from = i;
              to = j;
            }
          }
        }
        if (most == 1) {
          size /= 2;
        }
      }
      Direction direction = Direction.of(state, tokens.get(from), tokens.get(to));
      double amount = direction.depth() * size * random.nextDouble();
      if (amount >= 1
          && state.quoteExactIn(
                  tokens.get(from),
                  tokens.get(to),
                  Uint256.of(new BigDecimal(amount).toBigInteger()))
              instanceof Quote.Filled filled) {
        gained +=
            prices[to] * filled.amountOut().toDouble()
                - prices[from] * filled.amountIn().toDouble();
        best = Math.max(best, gained);
        state = filled.after();
      }
    }
    return best;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4})
  void someSequenceGainsAlmostAsMuchAndPairsAloneCountFarMore(long seed) {
    Random random = new Random(seed);
    double pairs = 0;
    for (Pool pool : List.of(weighted(3, random), stable(3, random), stableVaulted(4, random))) {
      for (int k = 0; k < 4; k++) {
        double[] prices = prices(pool, 0.05, random);
        double joint = joint(pool, prices);
        assertThat(greedily(pool, prices))
            .as("%s of %s, seed %s", pool.id().venue(), prices.length, seed)
            .isBetween(0.97 * joint, joint * (1 + ROUNDING));
        assertThat(joint).isLessThanOrEqualTo(inPairs(pool, prices) * (1 + 1e-6));
        pairs = Math.max(pairs, inPairs(pool, prices) / joint);
      }
    }
    assertThat(pairs).isGreaterThan(1.3);
  }

  /** A part of the pair that gains most, again and again. */
  private static double greedily(Pool pool, double[] prices) {
    Pool state = pool;
    double gained = 0;
    for (int trade = 0; trade < 30; trade++) {
      Flow flow = new Flow();
      double most = 0;
      double amount = 0;
      int from = 0;
      int to = 0;
      for (int i = 0; i < prices.length; i++) {
        for (int j = 0; j < prices.length; j++) {
          if (i != j) {
            Direction direction = Direction.of(state, state.tokens().get(i), state.tokens().get(j));
            double gain = direction.gain(prices[i], prices[j], flow);
            if (gain > most) {
              most = gain;
              from = i;
              to = j;
              amount = Math.floor(flow.amountIn * 0.4);
            }
          }
        }
      }
      if (amount >= 1
          && state.quoteExactIn(
                  state.tokens().get(from),
                  state.tokens().get(to),
                  Uint256.of(new BigDecimal(amount).toBigInteger()))
              instanceof Quote.Filled filled) {
        gained += prices[to] * filled.amountOut().toDouble() - prices[from] * amount;
        state = filled.after();
      }
    }
    return gained;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6})
  void whatComesOutAtTheBestTradeIsWorthTheGain(long seed) {
    Random random = new Random(seed);
    for (Pool pool : pools(random)) {
      for (int k = 0; k < 50; k++) {
        double[] prices = prices(pool, Math.pow(10, -3 * random.nextDouble()), random);
        double[] flows = new double[prices.length];
        double gain = JointTrades.of(pool).orElseThrow().gain(prices, flows);
        double worth = 0;
        double size = 0;
        for (int j = 0; j < prices.length; j++) {
          worth += prices[j] * flows[j];
          size += prices[j] * Math.abs(flows[j]);
        }
        assertThat(gain - worth)
            .as("%s of %s, seed %s", pool.id().venue(), prices.length, seed)
            .isBetween(-1e-6 * size, 1e-6 * size + 1e-12 * worthOf(pool, prices));
      }
    }
  }

  private static double worthOf(Pool pool, double[] prices) {
    return Direction.of(pool, pool.tokens().get(0), pool.tokens().get(1)).depth() * prices[0];
  }

  @Test
  void isForThreeTokensAndAFeeThatStays() {
    Random random = new Random(7);
    List<Token> two = tokens(2, random);
    List<Token> three = tokens(3, random);
    Uint256 a = Uint256.of(10_000);
    assertThat(
            JointTrades.of(
                CurveStableSwapPool.plain(facts("curve", two), a, balances(two, random, 0))))
        .isEmpty();
    assertThat(
            JointTrades.of(
                CurveStableSwapPool.ng(
                    facts("curve", three),
                    a,
                    Uint256.of(50_000_000_000L),
                    balances(three, random, 0))))
        .isEmpty();
  }
}
