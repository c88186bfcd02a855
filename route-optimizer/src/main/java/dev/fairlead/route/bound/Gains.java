package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all pools of a market together give away at prices of the tokens, and which way that pushes
 * the prices. For one thread at a time: pools remember what they were asked.
 *
 * <p>A pool that is traded as a whole has its directions too, for their spot prices and for about
 * how it answers to prices.
 */
final class Gains {
  /** Nearer to the spot price an answer tells nothing of how it goes on. */
  static final double LEAST_ABOVE = 1e-8;

  private final List<Token> tokens;
  private final Map<Token, Integer> places = new HashMap<>();
  private final Direction[] directions;
  private final int[] from;
  private final int[] to;
  private final double[] stiffness;

  /** The directions of pools that are traded pair by pair. */
  private final int[] paired;

  private final List<WholePool> wholes = new ArrayList<>();
  private final Flow flow = new Flow();

  Gains(Market market) {
    tokens = market.tokens();
    for (int t = 0; t < tokens.size(); t++) {
      places.put(tokens.get(t), t);
    }
    List<Direction> all = new ArrayList<>();
    List<Integer> inPairs = new ArrayList<>();
    int[] ends = new int[16];
    for (Pool pool : market.pools()) {
      int first = all.size();
      for (Token in : pool.tokens()) {
        for (Token out : pool.tokens()) {
          if (!in.equals(out) && isAlive(pool.spotPrice(in, out))) {
            if (2 * all.size() + 2 > ends.length) {
              ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            ends[2 * all.size()] = Objects.requireNonNull(places.get(in));
            ends[2 * all.size() + 1] = Objects.requireNonNull(places.get(out));
            all.add(Direction.of(pool, in, out));
          }
        }
      }
      int coins = pool.tokens().size();
      Optional<JointTrade> joint =
          all.size() == first + coins * (coins - 1) ? JointTrades.of(pool) : Optional.empty();
      joint.ifPresent(trade -> wholes.add(new WholePool(trade, coins, first)));
      for (int d = first; d < all.size() && joint.isEmpty(); d++) {
        inPairs.add(d);
      }
    }
    directions = all.toArray(Direction[]::new);
    paired = inPairs.stream().mapToInt(Integer::intValue).toArray();
    from = new int[directions.length];
    to = new int[directions.length];
    stiffness = new double[directions.length];
    for (int d = 0; d < directions.length; d++) {
      from[d] = ends[2 * d];
      to[d] = ends[2 * d + 1];
      stiffness[d] = directions[d].depth() / 2;
    }
  }

  private static boolean isAlive(double spot) {
    return spot > 0 && spot < Double.POSITIVE_INFINITY;
  }

  int tokenCount() {
    return tokens.size();
  }

  /** The place of a token, or -1 where no pool holds it. */
  int placeOf(Token token) {
    return places.getOrDefault(token, -1);
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
    for (int d : paired) {
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
    for (WholePool whole : wholes) {
      sum += whole.gain(this, prices, slope);
    }
    return sum;
  }
}
