package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses over which paths an amount goes where few ways are allowed: closing one after another of
 * many can miss the best few.
 *
 * <p>The best pair of all paths is improved path by path: one is taken out, and the search says
 * what serves its amount best beside the others. Then the path that adds most joins, as long as
 * ways are left.
 */
final class FewWays {
  private static final int NONE = -1;
  private static final double BETTER = 1e-12;
  private static final int EXCHANGES = 12;
  private static final int PROMISING = 10;

  /** A path that gives a little less for the whole of another may still give more for a part. */
  private static final double NEARLY = 0.99;

  private final Question question;
  private final Explorer explorer;
  private final Network network;
  private final WaterFill fill;
  private final Depth depth;
  private final Closing closing;
  private final int mostWays;

  FewWays(Question question, Explorer explorer) {
    this.question = question;
    this.explorer = explorer;
    this.network = explorer.network();
    this.fill = explorer.fill();
    this.depth = new Depth(network);
    this.closing = new Closing(network);
    this.mostWays = question.limits().maxLegs();
  }

  /**
   * The best of all pairs of paths, improved; and with more that join it where more may. Where that
   * trades a pool in two pairs, which curves take for two pools, also what does not.
   */
  List<Split> fromPairs(double total) {
    List<Split> splits = fromPairs(total, false);
    if (splits.stream().anyMatch(split -> !question.tradesPairsOnce(split.legs()))) {
      splits.addAll(fromPairs(total, true));
    }
    return splits;
  }

  private List<Split> fromPairs(double total, boolean isOnce) {
    List<Split> splits = new ArrayList<>();
    int known = 0;
    while (known < network.size()) {
      known = network.size();
      Division pair = pair(total, isOnce);
      if (pair != null) {
        Division best = improved(pair, total, isOnce);
        splits.add(best.split());
        for (int ways = 3; ways <= mostWays; ways++) {
          Division more = improved(joinedByBest(best, total, isOnce), total, isOnce);
          if (!(more.net > best.net)) {
            break;
          }
          best = more;
          splits.add(best.split());
        }
      }
    }
    return splits;
  }

  /** What flows, improved. */
  Split fromFlow(double total) {
    Division start = new Division(new MainWays(network).cover());
    start.divide(total, WaterFill.ROUGH);
    return improved(start, total, false).split();
  }

  /** The best pair; where pools are to trade once, no pair of paths in which one has two pairs. */
  private @Nullable Division pair(double total, boolean isOnce) {
    Division best = null;
    for (int i = 0; i < network.size(); i++) {
      for (int j = i + 1; j < network.size(); j++) {
        List<int[]> both = List.of(network.paths().get(i), network.paths().get(j));
        if (isOnce && !question.tradesPairsOnce(both)) {
          continue;
        }
        Division each = new Division(new boolean[network.size()]);
        each.open[i] = true;
        each.open[j] = true;
        each.divide(total, WaterFill.ROUGH);
        boolean isAllowed = mostWays == 2 ? each.isWithinLimits() : each.isAllowed();
        if (isAllowed && (best == null || each.net > best.net)) {
          best = each;
        }
      }
    }
    return best;
  }

  /** Exchanges paths as long as that leaves more, then divides exactly. */
  private Division improved(Division start, double total, boolean isOnce) {
    Division best = start.grown();
    int leg = 0;
    int kept = 0;
    for (int tried = 0; tried < EXCHANGES && kept < best.count() && best.count() > 1; tried++) {
      Division other = exchanged(best, best.place(leg % best.count()), total, isOnce);
      if (other.net > best.net * (1 + BETTER)) {
        best = other;
        kept = 0;
      } else {
        leg++;
        kept++;
      }
    }
    Division exact = best.grown();
    exact.divide(total, WaterFill.EXACT);
    return exact;
  }

  /** The best division with another path in place of one, or with none. */
  private Division exchanged(Division before, int leg, double total, boolean isOnce) {
    before.restore();
    double amount = new MainWays(network).carried(leg);
    Division others = before.grown();
    others.open[leg] = false;
    Division start = others.grown();
    others.divide(total, WaterFill.ROUGH);
    double price = network.price();
    explorer.exploreBeside(leg, before.flows, amount, amount * price * NEARLY);
    others.restore();
    return joinedByBest(others, start.grown(), leg, total, isOnce);
  }

  /** The best division with one path more, or the same. */
  private Division joinedByBest(Division before, double total, boolean isOnce) {
    before.restore();
    return joinedByBest(before, before.grown(), NONE, total, isOnce);
  }

  /**
   * The best of a division that is what flows and of others that have a path more, which is not
   * {@code except}.
   *
   * @param start from which these are divided
   */
  private Division joinedByBest(
      Division flowing, Division start, int except, double total, boolean isOnce) {
    double price = network.price();
    int[] places = new int[PROMISING];
    double[] gains = new double[PROMISING];
    int count = 0;
    for (int i = 0; i < network.size(); i++) {
      boolean mayJoin = i != except && !flowing.holds(i) && !(isOnce && flowing.tradesOtherwise(i));
      double gain = mayJoin ? mostGain(i, price, total) - gasCost(i) : 0;
      int at = Math.min(count, PROMISING - 1);
      if (gain > 0 && (count < PROMISING || gain > gains[at])) {
        while (at > 0 && gains[at - 1] < gain) {
          gains[at] = gains[at - 1];
          places[at] = places[at - 1];
          at--;
        }
        gains[at] = gain;
        places[at] = i;
        count = Math.min(count + 1, PROMISING);
      }
    }
    Division best = flowing.grown();
    for (int k = 0; k < count && flowing.net + gains[k] > best.net; k++) {
      Division each = start.grown();
      each.open[places[k]] = true;
      each.divide(total, WaterFill.ROUGH);
      best = each.net > best.net && each.isAllowed() ? each : best;
    }
    return best;
  }

  private double gasCost(int path) {
    return question.inBought(question.gasOf(network.paths().get(path)));
  }

  /**
   * About the most that a path can add beside what flows, when what it takes would else fetch
   * {@code price}, as if its curves went on as they are there.
   */
  private double mostGain(int path, double price, double total) {
    double a = 1;
    double b = 0;
    for (int e : network.hops(path)) {
      EdgeCurve curve = network.curve(e);
      double flow = network.flow(e);
      if (flow >= curve.capacity()) {
        return 0;
      }
      b = curve.alphaAfter(flow) * b + curve.betaAfter(flow);
      a *= curve.alphaAfter(flow);
    }
    double take = b > 0 ? Math.min(total, (Math.sqrt(a / price) - a) / b) : total;
    return take > 0 ? take / (a + b * take) - price * take : 0;
  }

  /** Over the most edges that something flows from the token sold to the one bought. */
  private int longest() {
    int[] before = new int[network.nodes()];
    FlowOrder order = network.order();
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        if (network.flow(e) > 0) {
          before[network.head(e)] = Math.max(before[network.head(e)], before[node] + 1);
        }
      }
    }
    return before[Network.TARGET];
  }

  /** Some of the paths open, the amount divided over their edges, and what that leaves. */
  private final class Division {
    private boolean[] open;
    private double[] flows = new double[0];
    private double total;
    private double output;
    private double net;
    private int ways;
    private int hops;

    Division(boolean[] open) {
      this.open = open;
    }

    /** A copy with room for the paths that were found since. */
    Division grown() {
      Division copy = new Division(Arrays.copyOf(open, network.size()));
      copy.flows = flows.clone();
      copy.total = total;
      copy.output = output;
      copy.net = net;
      copy.ways = ways;
      copy.hops = hops;
      return copy;
    }

    /** Divides, and closes the paths that take less than a unit. */
    void divide(double amount, double worth) {
      total = amount;
      network.setFlows(flows);
      network.open(open);
      output = fill.divide(total, worth);
      closing.idle(1);
      flows = network.flows();
      ways = network.ways();
      hops = longest();
      net = output;
      for (int e = 0; e < network.edges(); e++) {
        net -= flows[e] > 0 ? question.cost(network.curve(e)) : 0;
      }
      open = new MainWays(network).cover();
    }

    /** Whether something flows, over no more ways and hops, and for no more gas, than may be. */
    boolean isAllowed() {
      return ways <= mostWays && isWithinLimits();
    }

    /** The same of two paths, which are two ways also where they cross and divide anew. */
    boolean isWithinLimits() {
      return hops > 0
          && hops <= question.limits().maxHops()
          && (question.limits().maxGas() == null || question.isWithinGas(List.of(used())));
    }

    private int[] used() {
      return IntStream.range(0, flows.length)
          .filter(e -> flows[e] > 0)
          .map(network::edge)
          .toArray();
    }

    /** Lets flow again what was divided. */
    void restore() {
      network.setFlows(flows);
      network.open(open);
      network.run(total);
      network.appraise();
    }

    Split split() {
      restore();
      return question.split(network, depth.isExceeded() ? depth.runWithin(total) : output);
    }

    boolean holds(int path) {
      return path < open.length && open[path];
    }

    /** Whether a path has a pool that is traded in another pair. */
    boolean tradesOtherwise(int path) {
      for (int i = 0; i < open.length; i++) {
        if (open[i]
            && !question.tradesPairsOnce(
                List.of(network.paths().get(i), network.paths().get(path)))) {
          return true;
        }
      }
      return false;
    }

    int count() {
      int count = 0;
      for (boolean each : open) {
        count += each ? 1 : 0;
      }
      return count;
    }

    int place(int leg) {
      int at = -1;
      for (int left = leg; left >= 0; left--) {
        at++;
        while (!open[at]) {
          at++;
        }
      }
      return at;
    }
  }
}
