package dev.fairlead.route;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How much of each token is had for a unit of one of them, that with the most edges, by the
 * market's own best prices. Worked out when it is first asked for.
 *
 * <p>So no way from one token to another gives notably more than the ratio of their units, as long
 * as prices agree: pools of next to nothing at absurd prices are enough that circles gain.
 */
final class Parities {
  /** Where a circle gains, it would raise its tokens for ever. */
  private static final int MOST_RAISES = 32;

  /** A token is raised by so much at least: what arbitrage leaves is less. */
  private static final double NOTABLE = 1 + 1e-3;

  private final Topology topology;
  private final double[] spot;
  private final AtomicReference<@Nullable Units> known = new AtomicReference<>();

  Parities(Topology topology, double[] spot) {
    this.topology = topology;
    this.spot = spot;
  }

  /** What is known of a market. */
  static final class Units {
    private final double[] of;
    private final boolean agree;

    private Units(double[] of, boolean agree) {
      this.of = of;
      this.agree = agree;
    }

    /** How much of a token is had. */
    double of(int token) {
      return of[token];
    }

    /** Whether no circle gains. */
    boolean agree() {
      return agree;
    }
  }

  Units units() {
    Units units = known.get();
    if (units == null) {
      units = worked();
      known.set(units);
    }
    return units;
  }

  private Units worked() {
    int tokens = topology.tokenCount();
    double[] units = new double[tokens];
    int[] raises = new int[tokens];
    boolean agree = true;
    int root = busiest();
    for (int i = 0; i < tokens; i++) {
      int start = (root + i) % tokens;
      if (units[start] == 0) {
        units[start] = 1;
        agree &= spread(start, units, raises);
      }
    }
    return new Units(units, agree);
  }

  /**
   * Carries what can be had from one token on to all that it leads to, until none gets more; false
   * where one would get more for ever.
   */
  private boolean spread(int start, double[] units, int[] raises) {
    int tokens = units.length;
    int[] queue = new int[tokens];
    boolean[] isQueued = new boolean[tokens];
    boolean ends = true;
    queue[0] = start;
    int at = 0;
    int count = 1;
    while (count > 0) {
      int u = queue[at];
      at = (at + 1) % tokens;
      count--;
      isQueued[u] = false;
      int end = topology.firstEdge(u + 1);
      for (int e = topology.firstEdge(u); e < end; e++) {
        int v = topology.to(e);
        double gets = units[u] * spot[e];
        if (gets <= units[v] * NOTABLE) {
          continue;
        }
        if (raises[v] == MOST_RAISES) {
          ends = false;
          continue;
        }
        units[v] = gets;
        raises[v]++;
        if (!isQueued[v]) {
          isQueued[v] = true;
          queue[(at + count) % tokens] = v;
          count++;
        }
      }
    }
    return ends;
  }

  private int busiest() {
    int most = 0;
    for (int t = 1; t < topology.tokenCount(); t++) {
      most = degree(t) > degree(most) ? t : most;
    }
    return most;
  }

  private int degree(int token) {
    return topology.firstEdge(token + 1) - topology.firstEdge(token);
  }
}
