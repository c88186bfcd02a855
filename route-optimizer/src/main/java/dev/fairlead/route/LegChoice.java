package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses over which of the paths the amount is split, for each number of ways that the limits
 * allow.
 *
 * <p>From all that flows, the leg that is missed least is closed, one after another. Where two ways
 * alone may stay, all pairs of paths are tried, and the best is improved path by path: one is taken
 * out, and the search says what serves its amount best beside the other.
 */
final class LegChoice {
  private static final double BETTER = 1e-12;
  private static final int EXCHANGES = 12;
  private static final int PROMISING = 10;
  private static final int ENOUGH = 2;

  /** So few ways are exchanged one by one, since closing one after another can miss the best. */
  private static final int FEW = 4;

  /** A path that gives a little less for the whole of another may still give more for a part. */
  private static final double NEARLY = 0.99;

  private final Question question;
  private final Explorer explorer;
  private final Network network;
  private final WaterFill fill;
  private final Depth depth;
  private final Closing closing;

  LegChoice(Question question, Explorer explorer) {
    this.question = question;
    this.explorer = explorer;
    this.network = explorer.network();
    this.fill = explorer.fill();
    this.depth = new Depth(network);
    this.closing = new Closing(network);
  }

  /** The splits of this amount, those that leave most first: none, where there is no path. */
  List<Split> splits(double total) {
    List<Split> splits = new ArrayList<>();
    if (network.size() == 0) {
      return splits;
    }
    splits.add(single(total));
    if (question.limits().maxLegs() == 2) {
      splits.addAll(pairs(total));
    } else if (question.limits().maxLegs() > 2) {
      splits.addAll(closing(total));
    }
    splits.sort(Comparator.comparingDouble(this::net).reversed());
    return splits;
  }

  /** What flows, within the depth of every edge. */
  private Split split(double total, double output) {
    return question.split(network, depth.isExceeded() ? depth.runWithin(total) : output);
  }

  private double net(Split split) {
    return split.output() - question.inBought(split.gas());
  }

  private double gasCost(int path) {
    return question.inBought(question.gasOf(network.paths().get(path)));
  }

  private Split single(double total) {
    int[] best = network.paths().getFirst();
    double most = Double.NEGATIVE_INFINITY;
    for (int[] path : network.paths()) {
      double net = question.outputOf(path, total) - question.inBought(question.gasOf(path));
      if (net > most) {
        most = net;
        best = path;
      }
    }
    return Split.along(best, question.outputOf(best, total), question.gasOf(best));
  }

  /** The best two of all paths: where only two may stay, closing one by one can miss them. */
  private List<Split> pairs(double total) {
    List<Split> best = new ArrayList<>();
    int known = 0;
    while (known < network.size() && network.size() > 1) {
      known = network.size();
      best.add(improved(pair(total, false), total).split());
    }
    if (best.stream().anyMatch(split -> !question.tradesPairsOnce(split.legs()))) {
      best.add(pair(total, true).split());
    }
    return best;
  }

  /** The best pair; where pools are to trade once, no pair of paths in which one has two pairs. */
  private Division pair(double total, boolean isOnce) {
    Division best = null;
    for (int i = 0; i < network.size(); i++) {
      for (int j = i + 1; j < network.size(); j++) {
        List<int[]> both = List.of(network.paths().get(i), network.paths().get(j));
        if (isOnce && best != null && !question.tradesPairsOnce(both)) {
          continue;
        }
        Division each = new Division();
        each.open[i] = true;
        each.open[j] = true;
        each.divide(total, WaterFill.ROUGH);
        best = best == null || each.net > best.net ? each : best;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no two paths");
    }
    return best;
  }

  /** Closes leg by leg; stops once fewer ways have left ever less. */
  private List<Split> closing(double total) {
    List<Split> splits = new ArrayList<>();
    int most = question.limits().maxLegs();
    double best = Double.NEGATIVE_INFINITY;
    int worse = 0;
    double[] flows = network.flows();
    double output = fill.divide(total, WaterFill.ROUGH);
    if (depth.isExceeded() && depth.repeatTrades()) {
      output = fill.divide(total, WaterFill.ROUGH);
    }
    closing.idle(1);
    while (worse < ENOUGH) {
      int ways = network.ways();
      if (ways <= most) {
        Split split = split(total, output);
        splits.add(split);
        worse++;
        if (net(split) > best) {
          worse = 0;
          best = net(split);
          flows = network.flows();
        }
      }
      SpareLegs spare = new SpareLegs(network, question);
      if (!spare.exists() || (ways <= most && spare.adds() > 0)) {
        break;
      }
      network.close(spare.leastMissed());
      output = fill.divide(total, WaterFill.ROUGH);
      closing.idle(1);
    }
    if (most <= FEW && best > 0) {
      network.reopen(flows);
      network.run(total);
      network.appraise();
      Division start = new Division(new MainWays(network).cover());
      start.divide(total, WaterFill.ROUGH);
      splits.add(improved(start, total).split());
    }
    return splits;
  }

  /** Exchanges paths as long as that leaves more, then divides exactly. */
  private Division improved(Division start, double total) {
    Division best = start.grown();
    int leg = 0;
    int kept = 0;
    for (int tried = 0; tried < EXCHANGES && kept < best.count() && best.count() > 1; tried++) {
      Division other = exchanged(best, best.place(leg % best.count()), total);
      if (other.net > best.net * (1 + BETTER)) {
        best = other;
        kept = 0;
      } else {
        leg++;
        kept++;
      }
    }
    return exact(best, total);
  }

  private Division exact(Division rough, double total) {
    Division exact = rough.grown();
    exact.divide(total, WaterFill.EXACT);
    return exact;
  }

  /** The best division with another path in place of one, or with none. */
  private Division exchanged(Division before, int leg, double total) {
    before.restore();
    double amount = new MainWays(network).carried(leg);
    Division others = before.grown();
    others.open[leg] = false;
    others.divide(total, WaterFill.ROUGH);
    double price = network.price();
    explorer.exploreBeside(leg, before.flows, amount, amount * price * NEARLY);
    Division best = others.grown();
    double base = best.net;
    best.restore();
    int[] places = new int[PROMISING];
    double[] gains = new double[PROMISING];
    int count = 0;
    for (int i = 0; i < network.size(); i++) {
      if (i != leg && !best.open[i] && explorer.outputBeside(i, amount) > 0) {
        double gain = mostGain(i, price, total) - gasCost(i);
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
    }
    for (int k = 0; k < count && base + gains[k] > best.net; k++) {
      Division each = before.grown();
      each.open[leg] = false;
      each.open[places[k]] = true;
      each.divide(total, WaterFill.ROUGH);
      best = each.net > best.net && each.ways <= question.limits().maxLegs() ? each : best;
    }
    return best;
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

  /** Some of the paths open, the amount divided over their edges, and what that leaves. */
  private final class Division {
    private boolean[] open;
    private double[] flows = new double[0];
    private double total;
    private double output;
    private double net;
    private int ways;

    Division() {
      this(new boolean[network.size()]);
    }

    private Division(boolean[] open) {
      this.open = open;
    }

    /** A copy with room for the paths that were found since. */
    Division grown() {
      return copy(Arrays.copyOf(open, network.size()));
    }

    private Division copy(boolean[] opened) {
      Division copy = new Division(opened);
      copy.flows = flows.clone();
      copy.total = total;
      copy.output = output;
      copy.net = net;
      copy.ways = ways;
      return copy;
    }

    /** Divides, and closes the paths that take less than a unit. */
    void divide(double amount, double worth) {
      total = amount;
      network.setFlows(flows);
      network.open(open);
      output = fill.divide(total, worth);
      closing.empty(1);
      flows = network.flows();
      ways = network.ways();
      net = output;
      for (int e = 0; e < network.edges(); e++) {
        net -= flows[e] > 0 ? question.cost(network.curve(e)) : 0;
      }
      open = new MainWays(network).cover();
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
      return LegChoice.this.split(total, output);
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
