package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.route.bound.Places.Place;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pools together give away at prices of their tokens, and which way that pushes the prices.
 * For one thread at a time: pools remember what they were asked.
 *
 * <p>A pool that is traded as a whole has its directions too, for their spot prices and for about
 * how it answers to prices.
 */
final class Gains {
  /** Nearer to the spot price an answer tells nothing of how it goes on. */
  static final double LEAST_ABOVE = 1e-8;

  private final int tokenCount;
  private final Direction[] directions;
  private final int[] from;
  private final int[] to;
  private final double[] stiffness;

  /** The first direction of each pool, and behind the last one. */
  private final int[] first;

  /** For each pool that is traded as a whole. */
  private final @Nullable WholePool[] wholes;

  private final Flow flow = new Flow();

  private Gains(
      int tokenCount,
      Direction[] directions,
      int[] from,
      int[] to,
      int[] first,
      @Nullable WholePool[] wholes) {
    this.tokenCount = tokenCount;
    this.directions = directions;
    this.from = from;
    this.to = to;
    this.stiffness = new double[directions.length];
    this.first = first;
    this.wholes = wholes;
  }

  /** Of all pools. */
  static Gains of(Market market, Places places) {
    List<Direction> all = new ArrayList<>();
    int[] first = new int[market.size() + 1];
    @Nullable WholePool[] wholes = new WholePool[market.size()];
    int[] ends = new int[16];
    for (int p = 0; p < market.size(); p++) {
      Pool pool = market.pool(p);
      for (Token in : pool.tokens()) {
        for (Token out : pool.tokens()) {
          Place from = places.held(in);
          Place to = places.held(out);
          if (!in.equals(out) && !places.isJoined(pool) && isAlive(pool.spotPrice(in, out))) {
            if (2 * all.size() + 2 > ends.length) {
              ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            ends[2 * all.size()] = from.index();
            ends[2 * all.size() + 1] = to.index();
            all.add(Scaled.of(Direction.of(pool, in, out), from.units(), to.units()));
          }
        }
      }
      int coins = pool.tokens().size();
      JointTrade joint =
          all.size() == first[p] + coins * (coins - 1) ? JointTrades.of(pool).orElse(null) : null;
      wholes[p] = joint == null ? null : new WholePool(joint, units(pool, places), first[p]);
      first[p + 1] = all.size();
    }
    int[] from = new int[all.size()];
    int[] to = new int[all.size()];
    for (int d = 0; d < from.length; d++) {
      from[d] = ends[2 * d];
      to[d] = ends[2 * d + 1];
    }
    return new Gains(places.count(), all.toArray(Direction[]::new), from, to, first, wholes);
  }

  private static double[] units(Pool pool, Places places) {
    return pool.tokens().stream().mapToDouble(token -> places.held(token).units()).toArray();
  }

  /**
   * Of some of the pools alone: what they were asked is known to both.
   *
   * @param placeOf where the pools' tokens are among {@code tokens}
   */
  Gains only(int[] pools, int[] placeOf, int tokens) {
    int[] firsts = new int[pools.length + 1];
    for (int p = 0; p < pools.length; p++) {
      firsts[p + 1] = firsts[p] + first[pools[p] + 1] - first[pools[p]];
    }
    int count = firsts[pools.length];
    Direction[] some = new Direction[count];
    int[] begins = new int[count];
    int[] ends = new int[count];
    @Nullable WholePool[] traded = new WholePool[pools.length];
    for (int p = 0; p < pools.length; p++) {
      WholePool whole = wholes[pools[p]];
      traded[p] = whole == null ? null : whole.at(firsts[p]);
      for (int i = firsts[p], d = first[pools[p]]; i < firsts[p + 1]; i++, d++) {
        some[i] = directions[d];
        begins[i] = placeOf[from[d]];
        ends[i] = placeOf[to[d]];
      }
    }
    return new Gains(tokens, some, begins, ends, firsts, traded);
  }

  private static boolean isAlive(double spot) {
    return spot > 0 && spot < Double.POSITIVE_INFINITY;
  }

  int tokenCount() {
    return tokenCount;
  }

  int poolCount() {
    return wholes.length;
  }

  /** The first direction of a pool; that of the next pool is behind its last one. */
  int first(int pool) {
    return first[pool];
  }

  int count() {
    return directions.length;
  }

  int from(int direction) {
    return from[direction];
  }

  int to(int direction) {
    return to[direction];
  }

  Direction direction(int direction) {
    return directions[direction];
  }

  /** About the units that go in for each relative rise of the price outside above the spot's. */
  double stiffness(int direction) {
    if (stiffness[direction] == 0) {
      stiffness[direction] = directions[direction].depth() / 2;
    }
    return stiffness[direction];
  }

  void answers(int direction, double stiff) {
    stiffness[direction] = stiff;
  }

  /** The relative rise of the price outside above the spot price. */
  double above(int direction, double[] prices) {
    return Math.log(directions[direction].spot() * prices[to[direction]] / prices[from[direction]]);
  }

  /** The sum of what the pools give away at most. */
  double at(double[] prices) {
    return at(prices, new double[prices.length]);
  }

  /**
   * The same with its slope: to {@code slope} is added, for each token, the value of what the pools
   * give of it less what they take.
   */
  double at(double[] prices, double[] slope) {
    double sum = 0;
    for (int p = 0; p < wholes.length; p++) {
      sum += ofPool(p, prices, slope);
    }
    return sum;
  }

  /** What one pool gives away at most. */
  double ofPool(int pool, double[] prices, double[] slope) {
    WholePool whole = wholes[pool];
    if (whole != null) {
      return whole.gain(this, prices, slope);
    }
    double sum = 0;
    for (int d = first[pool]; d < first[pool + 1]; d++) {
      double gain = directions[d].gain(prices[from[d]], prices[to[d]], flow);
      if (gain > 0) {
        sum += gain;
        slope[from[d]] -= prices[from[d]] * flow.amountIn;
        slope[to[d]] += prices[to[d]] * flow.amountOut;
        double above = above(d, prices);
        if (above > LEAST_ABOVE && flow.amountIn > 0) {
          stiffness[d] = flow.amountIn / above;
        }
      }
    }
    return sum;
  }
}
