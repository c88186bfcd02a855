package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses which of the paths become legs, for each number of legs that the limits allow.
 *
 * <p>From all paths together, the one that is missed least is closed, one after another. The best
 * split so found is then improved leg by leg: one leg is taken out, and the search says what serves
 * its amount best beside the others. Where legs share a pool their order matters a little, so the
 * best split is offered in both directions.
 */
final class LegChoice {
  private static final double BETTER = 1e-12;
  private static final int EXCHANGES = 12;
  private static final int PROMISING = 10;
  private static final int ENOUGH = 2;

  /** A path that gives a little less for the whole of a leg may still give more for a part. */
  private static final double NEARLY = 0.99;

  /** With more legs than this, another choice of one of them changes next to nothing. */
  private static final int FEW = 6;

  private final Question question;
  private final Explorer explorer;
  private final PathFlows flows;
  private final WaterFill fill;

  LegChoice(Question question, Explorer explorer) {
    this.question = question;
    this.explorer = explorer;
    this.flows = explorer.flows();
    this.fill = explorer.fill();
  }

  /** The splits of this amount, those that leave most first: none, where there is no path. */
  List<Split> splits(double total) {
    List<Split> splits = new ArrayList<>();
    if (flows.size() == 0) {
      return splits;
    }
    splits.add(single(total));
    if (question.limits().maxLegs() == 2) {
      splits.addAll(pairs(total));
    } else if (question.limits().maxLegs() > 2) {
      splits.addAll(closing(total));
    }
    splits.sort(Comparator.comparingDouble(this::net).reversed());
    Split best = splits.getFirst();
    if (Balance.suits(question, best.paths())) {
      splits.add(1, reversed(best, total));
    }
    return splits;
  }

  private double net(Split split) {
    return split.output() - question.inBought(split.gas());
  }

  private double gasCost(int path) {
    return question.inBought(question.gasOf(flows.paths().get(path)));
  }

  private Split single(double total) {
    int[] best = flows.paths().getFirst();
    double most = Double.NEGATIVE_INFINITY;
    for (int[] path : flows.paths()) {
      double net = question.outputOf(path, total) - question.inBought(question.gasOf(path));
      if (net > most) {
        most = net;
        best = path;
      }
    }
    return new Split(
        List.of(best), new double[] {total}, question.outputOf(best, total), question.gasOf(best));
  }

  /** The best two of all paths: where only two may stay, closing one by one can miss them. */
  private List<Split> pairs(double total) {
    List<Split> best = new ArrayList<>();
    int known = 0;
    while (known < flows.size() && flows.size() > 1) {
      known = flows.size();
      best.add(split(improved(pair(total), total)));
    }
    return best;
  }

  private Division pair(double total) {
    Division best = null;
    for (int i = 0; i < flows.size(); i++) {
      for (int j = i + 1; j < flows.size(); j++) {
        Division each = new Division(flows.size());
        each.open[i] = true;
        each.open[j] = true;
        each.divide(total, WaterFill.EXACT);
        best = best == null || each.net > best.net ? each : best;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no two paths");
    }
    return best;
  }

  /** Stops closing once fewer legs have left ever less. */
  private List<Split> closing(double total) {
    List<Split> splits = new ArrayList<>();
    int most = question.limits().maxLegs();
    Division division = new Division(new boolean[flows.size()], explorer.division());
    Arrays.fill(division.open, true);
    division.divide(total, WaterFill.ROUGH);
    Division best = division;
    int bestAt = -1;
    int worse = 0;
    while (division.count() > 1 && worse < ENOUGH) {
      if (division.count() <= most) {
        if (bestAt < 0 || division.net > best.net) {
          best = division.copy();
          bestAt = splits.size();
          worse = 0;
        } else {
          worse++;
        }
        splits.add(split(division));
      }
      division.open[leastMissed(division)] = false;
      division.divide(total, WaterFill.ROUGH);
    }
    if (bestAt >= 0) {
      splits.set(bestAt, split(exact(best, total)));
      if (best.count() <= FEW && mayExchange(best, most)) {
        Division improved = improved(best, total);
        if (improved.net > best.net * (1 + BETTER)) {
          splits.add(split(improved));
        }
      }
    }
    return splits;
  }

  /**
   * Without gas to save, and with room for another leg, the division over all paths found has
   * nothing to win by an exchange.
   */
  private boolean mayExchange(Division division, int most) {
    return division.count() == most || question.inBought(1) > 0;
  }

  /**
   * The path that gives least above what its amount would fetch at the price of the last of it,
   * after its gas.
   */
  private int leastMissed(Division division) {
    flows.run(division.x);
    double elsewhere = flows.bestPrice(division.x);
    double least = Double.POSITIVE_INFINITY;
    int path = -1;
    for (int i = 0; i < division.open.length; i++) {
      if (division.open[i]) {
        double price = Math.min(flows.pathPrice(i), elsewhere);
        double surplus = flows.out(i) - division.x[i] * price - gasCost(i);
        if (surplus < least) {
          least = surplus;
          path = i;
        }
      }
    }
    return path;
  }

  /** Exchanges legs as long as that leaves more, then divides exactly. */
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

  /** The best division with another path in place of one leg, or with none. */
  private Division exchanged(Division before, int leg, double total) {
    Division others = before.grown();
    double amount = others.x[leg];
    others.open[leg] = false;
    double[] beside = others.x.clone();
    beside[leg] = 0;
    others.divide(total, WaterFill.ROUGH);
    double price = flows.bestPrice(others.x);
    flows.run(beside);
    explorer.exploreBeside(amount, amount * price * NEARLY);
    Division best = others.grown();
    double base = best.net;
    flows.run(best.x);
    int[] places = new int[PROMISING];
    double[] gains = new double[PROMISING];
    int count = 0;
    for (int i = 0; i < flows.size(); i++) {
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
      each.x[places[k]] = amount;
      each.divide(total, WaterFill.ROUGH);
      best = each.net > best.net ? each : best;
    }
    return best;
  }

  /**
   * About the most that a path can add beside what flowed in the last run, when what it takes would
   * else fetch {@code price}, as if its curves went on as they are there.
   */
  private double mostGain(int path, double price, double total) {
    double a = 1;
    double b = 0;
    for (int e : flows.hops(path)) {
      EdgeCurve curve = flows.curve(e);
      double flow = flows.flow(e);
      if (flow >= curve.capacity()) {
        return 0;
      }
      b = curve.alphaAfter(flow) * b + curve.betaAfter(flow);
      a *= curve.alphaAfter(flow);
    }
    double take = b > 0 ? Math.min(total, (Math.sqrt(a / price) - a) / b) : total;
    return take > 0 ? take / (a + b * take) - price * take : 0;
  }

  /** The same legs in the other order, divided anew. */
  private Split reversed(Split split, double total) {
    List<int[]> paths = split.paths().reversed();
    PathFlows backwards = PathFlows.along(question.graph(), paths);
    boolean[] open = new boolean[paths.size()];
    Arrays.fill(open, true);
    double[] x = new WaterFill(backwards).divide(total, open);
    return new Split(paths, x, backwards.run(x), split.gas());
  }

  private Split split(Division division) {
    List<int[]> used = new ArrayList<>();
    double[] share = new double[division.x.length];
    long gas = 0;
    for (int i = 0; i < share.length; i++) {
      if (division.x[i] >= 1) {
        share[used.size()] = division.x[i];
        used.add(flows.paths().get(i));
        gas += question.gasOf(flows.paths().get(i));
      }
    }
    return new Split(used, Arrays.copyOf(share, used.size()), division.output, gas);
  }

  /** Some of the paths open, the amount divided over them, and what that leaves. */
  private final class Division {
    private final boolean[] open;
    private final double[] x;
    private double output;
    private double net;

    Division(int paths) {
      open = new boolean[paths];
      x = new double[paths];
    }

    private Division(boolean[] open, double[] x) {
      this.open = open;
      this.x = x;
    }

    Division copy() {
      Division copy = new Division(open.clone(), x.clone());
      copy.output = output;
      copy.net = net;
      return copy;
    }

    /** A copy with room for the paths that were found since. */
    Division grown() {
      Division copy =
          new Division(Arrays.copyOf(open, flows.size()), Arrays.copyOf(x, flows.size()));
      copy.output = output;
      copy.net = net;
      return copy;
    }

    /** Divides, and closes what is not worth a unit. */
    void divide(double total, double worth) {
      output = fill.divide(total, open, x, worth);
      net = output;
      for (int i = 0; i < open.length; i++) {
        open[i] &= x[i] >= 1;
        net -= open[i] ? gasCost(i) : 0;
      }
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
