package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Any pool, over-estimated from its exact quotes.
 *
 * <p>Where more input never gives more for each unit, the line through two samples lies above the
 * output everywhere outside of them. So between two samples the output is below the line through
 * the two before and below the line through the two after, and the most that the lower of both
 * lines gains is no less than what the pool can. Where that leaves too much above the best sample,
 * the pool is asked again there. Samples are kept: prices that change little need few new ones.
 *
 * <p>A pool may refuse in one trade what it does in two. Behind the largest trade that it lets
 * through, what a further one gains on its state then is added.
 *
 * <p>Three allowances are made. Inputs and outputs are whole units, and a fee or a step of the walk
 * takes up to one of the input more than its part, so that a sample stands for up to an {@link
 * #unsure} amount more. The first unit's price is the pool's own, in double precision. And a pool
 * that takes its fee from the output and keeps it gives a little more to several trades than to
 * one: less than the fee's part of what they gain, which is added wherever that may be so.
 */
final class SampledOutput implements Direction {
  private static final double PRICE_ROUNDING = 1e-9;
  private static final double UNITS = 2;

  /** Of the input: as much as rounding takes of it. */
  private static final double UNITS_IN = 4;

  /** Of the largest output: what fixed-point powers lose of a balance, and more. */
  private static final double LOST = 0x1p-44;

  /** Of the gain: how far above the best sample the bound may stay. */
  private static final double LOOSE = 0x1p-16;

  /** Samples nearer than this many unsure amounts tell nothing of the slope between them. */
  private static final double APART = 64;

  /** Unsure amounts that the bound may always stay above the best sample. */
  private static final double FEW = 8;

  /** Of the input: samples nearer than this leave nothing worth asking for between them. */
  private static final double NARROW = 1.0 / 512;

  private static final int MOST_SAMPLES = 1024;
  private static final double LARGEST = 0x1p200;

  private final Pool pool;
  private final Token in;
  private final Token out;
  private final double spot;
  private final double rebate;
  private double[] at = new double[16];
  private double[] given = new double[16];
  private int count = 1;
  private double unsure;

  /** Zero until it is asked for, which takes the first samples. */
  private double depth;

  /** The least input that the pool is known to refuse beyond its depth. */
  private double end = LARGEST;

  /** The pool after the largest trade. */
  private @Nullable SampledOutput next;

  SampledOutput(Pool pool, Token in, Token out) {
    this.pool = pool;
    this.in = in;
    this.out = out;
    double price = pool.spotPrice(in, out);
    this.spot = price * (1 + PRICE_ROUNDING);
    this.rebate =
        takesFeeFromInput(pool) ? 0 : Math.clamp(1 - price * pool.spotPrice(out, in), 0.0, 1.0);
    this.unsure = unsureOf(0);
  }

  private double unsureOf(double largest) {
    return UNITS + UNITS_IN * spot + LOST * largest;
  }

  private static boolean takesFeeFromInput(Pool pool) {
    return pool instanceof UniswapV3Pool
        || pool instanceof UniswapV4Pool
        || pool instanceof BalancerV2Pool;
  }

  /** By powers of two: up while at least half of the spot price is left. */
  private double halfway() {
    int good = 0;
    int bad = 128;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      double x = Math.scalb(1.0, middle);
      if (2 * sample(x) >= spot * x) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return Math.scalb(1.0, good);
  }

  @Override
  public double spot() {
    return spot;
  }

  @Override
  public double depth() {
    if (depth == 0) {
      depth = halfway();
    }
    return depth;
  }

  @Override
  public double gain(double priceIn, double priceOut, Flow flow) {
    if (!(priceOut * spot > priceIn)) {
      return flow.nothing();
    }
    depth();
    int best;
    double gained;
    double most;
    do {
      best = best(priceIn, priceOut);
      gained = gained(best, priceIn, priceOut);
      int widest = -1;
      double wanted = 0;
      most = gained + priceOut * unsure;
      for (int k = 0; k < count; k++) {
        double top = top(k, priceIn, priceOut);
        double above = gained(k, top, priceIn, priceOut);
        if (above > most) {
          most = above;
          widest = k;
          wanted = top;
        }
      }
      double loose = LOOSE * most + FEW * unsure * priceOut;
      if (widest < 0 || most - gained <= loose || !refine(widest, wanted)) {
        break;
      }
    } while (count < MOST_SAMPLES);
    double further = best == count - 1 ? beyond(priceIn, priceOut, flow) : flow.nothing();
    flow.amountIn += at[best] * (1 + rebate);
    flow.amountOut += given[best] * (1 + rebate);
    return most * (1 + rebate) + further;
  }

  /** What further trades gain behind the largest that the pool lets through at once. */
  private double beyond(double priceIn, double priceOut, Flow flow) {
    if (next == null) {
      Uint256 largest = Uint256.of(new BigDecimal(at[count - 1]).toBigInteger());
      if (!(pool.quoteExactIn(in, out, largest) instanceof Quote.Filled filled)
          || !(priceOut * filled.after().spotPrice(in, out) > priceIn)) {
        return flow.nothing();
      }
      next = new SampledOutput(filled.after(), in, out);
    }
    return next.gain(priceIn, priceOut, flow);
  }

  private int best(double priceIn, double priceOut) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (gained(k, priceIn, priceOut) > gained(best, priceIn, priceOut)) {
        best = k;
      }
    }
    return best;
  }

  private double gained(int k, double priceIn, double priceOut) {
    return priceOut * given[k] - priceIn * at[k];
  }

  /** What can be gained at most by {@code x}, which lies behind sample k. */
  private double gained(int k, double x, double priceIn, double priceOut) {
    return priceOut * Math.min(fromLeft(k, x), fromRight(k, x)) - priceIn * x;
  }

  /** Where in the interval behind sample k the lower of the two lines gains most. */
  private double top(int k, double priceIn, double priceOut) {
    double low = at[k];
    double high = k + 1 < count ? at[k + 1] : Math.max(end, low);
    double rise = slopeBefore(k);
    double fall = slopeAfter(k);
    if (priceOut * rise <= priceIn) {
      return low;
    }
    if (priceOut * fall >= priceIn || !(rise > fall)) {
      return high;
    }
    double x = low + (fromRight(k, low) - fromLeft(k, low)) / (rise - fall);
    return Math.clamp(x, low, high);
  }

  private double fromLeft(int k, double x) {
    return given[k] + (k == 0 ? 0 : unsure) + slopeBefore(k) * (x - at[k]);
  }

  private double fromRight(int k, double x) {
    return k + 1 < count
        ? given[k + 1] + unsure - slopeAfter(k) * (at[k + 1] - x)
        : Double.POSITIVE_INFINITY;
  }

  /** At least the output of one unit more behind sample k. */
  private double slopeBefore(int k) {
    return k == 0 ? spot : Math.min(spot, (given[k] + unsure - given[k - 1]) / (at[k] - at[k - 1]));
  }

  /** At most the output of one unit less in front of sample k + 1. */
  private double slopeAfter(int k) {
    return k + 2 < count
        ? Math.max(0, (given[k + 2] - given[k + 1] - unsure) / (at[k + 2] - at[k + 1]))
        : 0;
  }

  /** Asks the pool between sample k and the next; false where that would tell nothing new. */
  private boolean refine(int k, double wanted) {
    boolean last = k + 1 == count;
    double high = last ? end : at[k + 1];
    if (last && end == LARGEST) {
      double further = 4 * Math.max(at[k], 1);
      return further < LARGEST && isAnswered(further);
    }
    double margin = (high - at[k]) / (last ? 2 : 16);
    double x = Math.floor(Math.clamp(wanted, at[k] + margin, high - margin));
    boolean near =
        !last && (given[k + 1] - given[k] < APART * unsure || high - at[k] < NARROW * at[k]);
    if (near || x <= at[k] || x >= high) {
      return false;
    }
    return isAnswered(x);
  }

  private boolean isAnswered(double x) {
    double before = end;
    return sample(x) > 0 || end < before;
  }

  /** The output for so much, kept as a sample; nothing where the pool refuses. */
  private double sample(double x) {
    return switch (pool.quoteExactIn(in, out, Uint256.of(new BigDecimal(x).toBigInteger()))) {
      case Quote.Filled filled -> {
        double taken = filled.amountIn().toDouble();
        double output = filled.amountOut().toDouble();
        int place = Arrays.binarySearch(at, 0, count, taken);
        if (place < 0) {
          insert(-place - 1, taken, output);
        }
        if (taken < x) {
          end = Math.min(end, Math.nextUp(taken));
        }
        yield output;
      }
      case Quote.Refused refused -> {
        if (refused.reason() != QuoteRefusal.AMOUNT_TOO_SMALL) {
          end = Math.min(end, x);
        }
        yield 0;
      }
    };
  }

  private void insert(int place, double x, double output) {
    if (count == at.length) {
      at = Arrays.copyOf(at, 2 * count);
      given = Arrays.copyOf(given, 2 * count);
    }
    System.arraycopy(at, place, at, place + 1, count - place);
    System.arraycopy(given, place, given, place + 1, count - place);
    at[place] = x;
    given[place] = output;
    count++;
    next = place == count - 1 ? null : next;
    unsure = unsureOf(given[count - 1]);
  }
}
