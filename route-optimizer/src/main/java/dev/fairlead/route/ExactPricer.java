package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.ArrayList;
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
