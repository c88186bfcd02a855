package dev.fairlead.route.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionTest {
  /** Fractions of a gain that doubles lose in the comparison itself. */
  private static final double ROUNDING = 1e-12;

  private final Flow flow = new Flow();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void noTradeGainsMoreAndTheBestOneAlmostAsMuch(long seed) {
    Random random = new Random(seed);
    Set<String> venues = new HashSet<>();
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 8);
    for (Pool pool : generated.market().pools()) {
      Token in = pool.tokens().get(0);
      Token out = pool.tokens().get(1);
      Direction direction = Direction.of(pool, in, out);
      for (int k = 0; k < 6; k++) {
        double better = Math.exp(random.nextDouble() * random.nextDouble());
        double priceIn = direction.spot() / better;
        double gain = direction.gain(priceIn, 1, flow);
        double reached = flow.amountOut - priceIn * flow.amountIn;
        for (int i = 0; i < 40; i++) {
          double share = i % 2 == 0 ? 1 + random.nextGaussian() / 100 : 2 * random.nextDouble();
          double gained = gained(pool, in, out, flow.amountIn * share, priceIn);
          assertThat(gained)
              .as("%s, seed %s, %s better, input %s", pool.id(), seed, better, share)
              .isLessThanOrEqualTo(gain * (1 + ROUNDING));
        }
        double allowed = 0.002 * gain + 1e-10 * direction.spot() * direction.depth() + 200;
        assertThat(gain - reached).as("%s at %s", pool.id(), better).isLessThan(allowed);
      }
      venues.add(pool.id().venue().value());
    }
    assertThat(venues).contains("uniswap-v2", "uniswap-v3", "balancer-v2", "curve");
  }

  /** Of a token of few decimals a fee's rounding is much: up to a unit of each input. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6})
  void noInputOfFewUnitsGainsMoreThanTheBound(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.of(seed, 4, 4);
    Token in = generated.token(0);
    Token out = generated.token(1);
    for (int i = 0; i < 20; i++) {
      Pool pool =
          new GeneratedPools(in.chain(), i)
              .concentrated(
                  in,
                  out,
                  units(1e9 * Math.exp(3 * random.nextDouble())),
                  units(2e21 * (1 + random.nextDouble())),
                  3_000);
      Direction direction = Direction.of(pool, in, out);
      for (int k = 0; k < 5; k++) {
        double priceIn =
            direction.spot() / Math.exp(0.05 * random.nextDouble() * random.nextDouble());
        double gain = direction.gain(priceIn, 1, flow);
        double best = Math.floor(flow.amountIn);
        for (double x = Math.max(1, best - 200); x < best + 200; x++) {
          assertThat(gained(pool, in, out, x, priceIn))
              .as("seed %s, pool %s, input %s", seed, i, x)
              .isLessThanOrEqualTo(gain);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 4})
  void noSequenceOfTradesGainsMoreThanAllPairsTogether(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 80, 8);
    int profitable = 0;
    for (Pool pool : generated.market().pools()) {
      int coins = pool.tokens().size();
      for (int k = 0; k < 20; k++) {
        double[] prices = new double[coins];
        for (int c = 0; c < coins; c++) {
          double fair = c == 0 ? 1 : 1 / pool.spotPrice(pool.tokens().get(0), pool.tokens().get(c));
          prices[c] = fair * Math.exp(0.1 * random.nextGaussian());
        }
        double bound = 0;
        for (int i = 0; i < coins; i++) {
          for (int j = 0; j < coins; j++) {
            if (i != j) {
              Direction direction = Direction.of(pool, pool.tokens().get(i), pool.tokens().get(j));
              bound += direction.gain(prices[i], prices[j], flow);
            }
          }
        }
        double best = bestSequence(pool, prices, random);
        assertThat(best).as("%s, seed %s", pool.id(), seed).isLessThanOrEqualTo(bound * (1 + 1e-9));
        profitable += best > 0 ? 1 : 0;
      }
    }
    assertThat(profitable).isGreaterThan(500);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5})
  void manySmallTradesGainNoMoreThanTheBound(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 8);
    for (Pool pool : generated.market().pools()) {
      Token in = pool.tokens().get(1);
      Token out = pool.tokens().get(0);
      Direction direction = Direction.of(pool, in, out);
      double priceIn = direction.spot() / 1.2;
      double gain = direction.gain(priceIn, 1, flow);
      for (int parts : new int[] {2, 7, 50}) {
        Pool state = pool;
        double gained = 0;
        double each = Math.floor(flow.amountIn / parts);
        for (int i = 0; i < parts; i++) {
          if (state.quoteExactIn(in, out, units(each)) instanceof Quote.Filled filled) {
            gained += filled.amountOut().toDouble() - priceIn * each;
            state = filled.after();
          }
        }
        assertThat(gained).as("%s in %s parts", pool.id(), parts).isLessThanOrEqualTo(gain);
      }
    }
  }

  /** Trades towards the prices and some away from them, as much as a random share of the depth. */
  private static double bestSequence(Pool pool, double[] prices, Random random) {
    Pool state = pool;
    double gained = 0;
    double best = 0;
    for (int trade = 0; trade < 12; trade++) {
      int i = random.nextInt(prices.length);
      int j = (i + 1 + random.nextInt(prices.length - 1)) % prices.length;
      Token in = state.tokens().get(i);
      Token out = state.tokens().get(j);
      boolean pays = state.spotPrice(in, out) * prices[j] > prices[i];
      if (!pays && random.nextInt(4) > 0) {
        continue;
      }
      Direction direction = Direction.of(state, in, out);
      Flow flow = new Flow();
      direction.gain(prices[i], prices[j], flow);
      double amount =
          flow.amountIn > 0 && random.nextInt(5) > 0
              ? flow.amountIn * Math.min(1, 1.5 * random.nextDouble())
              : direction.depth() * random.nextDouble() * 0.05;
      if (state.quoteExactIn(in, out, units(amount)) instanceof Quote.Filled filled
          && filled.amountIn().equals(units(amount))) {
        gained +=
            prices[j] * filled.amountOut().toDouble() - prices[i] * filled.amountIn().toDouble();
        best = Math.max(best, gained);
        state = filled.after();
      }
    }
    return best;
  }

  private static double gained(Pool pool, Token in, Token out, double amount, double priceIn) {
    Uint256 units = units(amount);
    return pool.quoteExactIn(in, out, units) instanceof Quote.Filled filled
        ? filled.amountOut().toDouble() - priceIn * filled.amountIn().toDouble()
        : 0;
  }

  private static Uint256 units(double amount) {
    return amount < 1 ? Uint256.ONE : Uint256.of(new BigDecimal(amount).toBigInteger());
  }
}
