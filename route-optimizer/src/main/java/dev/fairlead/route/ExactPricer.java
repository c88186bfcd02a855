package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices legs as the chain will run them: one after another, each on the pools as those before left
 * them, in exact arithmetic.
 */
final class ExactPricer {
  private final MarketGraph graph;
  private final int[] touched = new int[RouteLimits.MOST_LEGS * RouteLimits.MOST_HOPS * 2];
  private final Pool[] state = new Pool[touched.length];
  private int count;

  private int[] askedEdge = new int[32];
  private Uint256[] askedAmount = new Uint256[32];
  private Uint256[] answer = new Uint256[32];
  private int askedCount;

  ExactPricer(MarketGraph graph) {
    this.graph = graph;
  }

  /** The output of these amounts along these paths, or null where a pool refuses. */
  @Nullable Uint256 output(List<int[]> paths, Uint256[] amounts) {
    count = 0;
    Uint256 sum = Uint256.ZERO;
    for (int i = 0; i < amounts.length; i++) {
      Uint256 given = send(paths.get(i), amounts[i], null);
      if (given == null) {
        return null;
      }
      sum = sum.plus(given);
    }
    return sum;
  }

  /** The output of the whole amount along one path, or null; hops asked before are remembered. */
  @Nullable Uint256 alone(int[] path, Uint256 amount) {
    Uint256 carried = amount;
    for (int edge : path) {
      Uint256 given = alone(edge, carried);
      if (given.isZero()) {
        return null;
      }
      carried = given;
    }
    return carried;
  }

  /** Zero where the pool refuses. */
  private Uint256 alone(int edge, Uint256 amount) {
    for (int i = 0; i < askedCount; i++) {
      if (askedEdge[i] == edge && askedAmount[i].equals(amount)) {
        return answer[i];
      }
    }
    Quote quote = graph.pool(edge).quoteExactIn(graph.tokenIn(edge), graph.tokenOut(edge), amount);
    Uint256 given =
        quote instanceof Quote.Filled filled && filled.amountIn().equals(amount)
            ? filled.amountOut()
            : Uint256.ZERO;
    if (askedCount == askedEdge.length) {
      askedEdge = Arrays.copyOf(askedEdge, 2 * askedCount);
      askedAmount = Arrays.copyOf(askedAmount, 2 * askedCount);
      answer = Arrays.copyOf(answer, 2 * askedCount);
    }
    askedEdge[askedCount] = edge;
    askedAmount[askedCount] = amount;
    answer[askedCount] = given;
    askedCount++;
    return given;
  }

  /** An edge's price of a little more as the amounts priced last left its pool. */
  double spotAfter(int edge) {
    Pool pool = state[slot(graph.topology().pool(edge))];
    return pool.spotPrice(graph.tokenIn(edge), graph.tokenOut(edge));
  }

  /**
   * What one more whole token along a path would give as the amounts priced last left its pools.
   */
  BigDecimal marginalPrice(int[] path) {
    double price = 1;
    for (int edge : path) {
      price *= spotAfter(edge);
    }
    return Amounts.wholePrice(price, graph.tokenIn(path[0]), graph.tokenOut(path[path.length - 1]));
  }

  /** The same with every hop's amounts; the pools must not refuse. */
  List<Leg> legs(List<int[]> paths, Uint256[] amounts) {
    count = 0;
    List<Leg> legs = new ArrayList<>(amounts.length);
    for (int i = 0; i < amounts.length; i++) {
      List<Hop> hops = new ArrayList<>(paths.get(i).length);
      if (send(paths.get(i), amounts[i], hops) == null) {
        throw new IllegalStateException("a pool refused what it had filled");
      }
      legs.add(new Leg(hops));
    }
    return legs;
  }

  private @Nullable Uint256 send(int[] path, Uint256 amount, @Nullable List<Hop> hops) {
    Uint256 carried = amount;
    for (int edge : path) {
      Token in = graph.tokenIn(edge);
      Token out = graph.tokenOut(edge);
      int slot = slot(graph.topology().pool(edge));
      if (!(state[slot].quoteExactIn(in, out, carried) instanceof Quote.Filled filled)
          || !filled.amountIn().equals(carried)) {
        return null;
      }
      if (hops != null) {
        hops.add(new Hop(state[slot].id(), in, out, carried, filled.amountOut()));
      }
      state[slot] = filled.after();
      carried = filled.amountOut();
    }
    return carried;
  }

  private int slot(int pool) {
    for (int i = 0; i < count; i++) {
      if (touched[i] == pool) {
        return i;
      }
    }
    touched[count] = pool;
    state[count] = graph.market().pool(pool);
    return count++;
  }
}
