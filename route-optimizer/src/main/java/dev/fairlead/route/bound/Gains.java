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

/**
 * What all pools of a market together give away at prices of the tokens, and which way that pushes
 * the prices. For one thread at a time: pools remember what they were asked.
 */
final class Gains {
  private final List<Token> tokens;
  private final Map<Token, Integer> places = new HashMap<>();
  private final int[] from;
  private final int[] to;
  private final Direction[] directions;
  private final Flow flow = new Flow();

  Gains(Market market) {
    tokens = market.tokens();
    for (int t = 0; t < tokens.size(); t++) {
      places.put(tokens.get(t), t);
    }
    List<Direction> all = new ArrayList<>();
    int[] ends = new int[16];
    for (Pool pool : market.pools()) {
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
    }
    directions = all.toArray(Direction[]::new);
    from = new int[directions.length];
    to = new int[directions.length];
    for (int d = 0; d < directions.length; d++) {
      from[d] = ends[2 * d];
      to[d] = ends[2 * d + 1];
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

  /** The sum of what the pools give away at most. */
  double at(double[] prices) {
    double sum = 0;
    for (int d = 0; d < directions.length; d++) {
      sum += directions[d].gain(prices[from[d]], prices[to[d]], flow);
    }
    return sum;
  }

  /**
   * The same with its slope: to {@code slope} is added, for each token, the value of what the pools
   * give of it less what they take; {@code springs} gets the pools that trade.
   */
  double at(double[] prices, double[] slope, Springs springs) {
    double sum = 0;
    springs.clear();
    for (int d = 0; d < directions.length; d++) {
      double gain = directions[d].gain(prices[from[d]], prices[to[d]], flow);
      if (gain > 0) {
        sum += gain;
        slope[from[d]] -= prices[from[d]] * flow.amountIn;
        slope[to[d]] += prices[to[d]] * flow.amountOut;
        springs.add(from[d], to[d], flow.stiffness);
      }
    }
    return sum;
  }
}
