package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int EXCHANGES = 8;
  private static final int PROMISING = 10;

  private final Question question;
  private final Explorer explorer;

  LegChoice(Question question, Explorer explorer) {
    this.question = question;
    this.explorer = explorer;
  }

  /** The splits of this amount: none, where there is no path. */
  List<Split> splits(double total) {
    List<Split> splits = new ArrayList<>();
    if (explorer.paths().isEmpty()) {
      return splits;
    }
    splits.add(single(total));
    if (question.limits().maxLegs() > 1) {
      splits.addAll(question.limits().maxLegs() == 2 ? pairs(total) : closing(total));
      Split best = splits.getFirst();
      for (Split each : splits) {
        best = net(each) > net(best) ? each : best;
      }
      if (best.paths().size() > 1) {
        int found = splits.indexOf(best);
        Split improved = improve(best, total);
        splits.set(found, improved);
        if (question.sharesEdges(improved.paths())) {
          splits.add(divided(improved.paths().reversed(), total));
        }
      }
    }
    return splits;
  }

  private double net(Split split) {
    return split.output() - question.inBought(split.gas());
  }

  private Split single(double total) {
    int[] best = explorer.paths().getFirst();
    double most = Double.NEGATIVE_INFINITY;
    for (int[] path : explorer.paths()) {
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
    while (known < explorer.paths().size() && explorer.paths().size() > 1) {
      known = explorer.paths().size();
      best.add(improve(pair(total), total));
    }
    return best;
  }

  private Split pair(double total) {
    List<int[]> paths = explorer.paths();
    Split best = divided(paths.subList(0, 2), total);
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size(); j++) {
        Split each = divided(List.of(paths.get(i), paths.get(j)), total);
        best = net(each) > net(best) ? each : best;
      }
    }
    return best;
  }

  private List<Split> closing(double total) {
    List<Split> splits = new ArrayList<>();
    List<int[]> paths = List.copyOf(explorer.paths());
    PathFlows flows = new PathFlows(question.graph(), paths);
    WaterFill fill = new WaterFill(flows);
    boolean[] open = new boolean[paths.size()];
    Arrays.fill(open, true);
    double[] amounts = fill.divide(total, open);
    int count = close(open, amounts);
    while (count > 1) {
      if (count <= question.limits().maxLegs()) {
        splits.add(split(paths, flows, amounts));
      }
      open[leastMissed(paths, flows, open, amounts)] = false;
      fill.divide(total, open, amounts, WaterFill.ROUGH);
      count = close(open, amounts);
    }
    return splits;
  }

  /** Closes what carries nothing; the number of paths that stay open. */
  private static int close(boolean[] open, double[] amounts) {
    int count = 0;
    for (int i = 0; i < open.length; i++) {
      open[i] &= amounts[i] >= 1;
      count += open[i] ? 1 : 0;
    }
    return count;
  }

  /**
   * The path that gives least above what its amount would fetch at the price of the last of it,
   * after its gas.
   */
  private int leastMissed(List<int[]> paths, PathFlows flows, boolean[] open, double[] amounts) {
    flows.run(amounts);
    flows.priceEdges();
    double least = Double.POSITIVE_INFINITY;
    int path = -1;
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        double surplus =
            flows.out(i)
                - amounts[i] * flows.pathPrice(i)
                - question.inBought(question.gasOf(paths.get(i)));
        if (surplus < least) {
          least = surplus;
          path = i;
        }
      }
    }
    return path;
  }

  private Split split(List<int[]> paths, PathFlows flows, double[] amounts) {
    List<int[]> used = new ArrayList<>();
    double[] share = new double[amounts.length];
    long gas = 0;
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] >= 1) {
        share[used.size()] = amounts[i];
        used.add(paths.get(i));
        gas += question.gasOf(paths.get(i));
      }
    }
    return new Split(used, Arrays.copyOf(share, used.size()), flows.run(amounts), gas);
  }

  /** Exchanges legs as long as that leaves more, then divides exactly. */
  private Split improve(Split start, double total) {
    List<int[]> legs = new ArrayList<>(start.paths());
    double[] amounts = start.amounts();
    double best = net(start);
    int leg = 0;
    int kept = 0;
    for (int tried = 0; tried < EXCHANGES && kept < legs.size(); tried++) {
      leg %= legs.size();
      Exchange exchange = new Exchange(legs, amounts, leg, total);
      if (exchange.net > best * (1 + BETTER)) {
        best = exchange.net;
        legs = exchange.legs;
        amounts = exchange.amounts;
        kept = 0;
      } else {
        leg++;
        kept++;
      }
    }
    return divided(legs, total);
  }

  /** The best split with another path in place of one leg, or with none. */
  private final class Exchange {
    private double net;
    private List<int[]> legs;
    private double[] amounts;

    Exchange(List<int[]> before, double[] amountsBefore, int leg, double total) {
      double[] others = amountsBefore.clone();
      others[leg] = 0;
      explorer.exploreBeside(new PathFlows(question.graph(), before), others, amountsBefore[leg]);
      List<int[]> paths = explorer.paths();
      PathFlows flows = new PathFlows(question.graph(), paths);
      WaterFill fill = new WaterFill(flows);
      boolean[] open = new boolean[paths.size()];
      double[] start = new double[paths.size()];
      long gas = 0;
      for (int i = 0; i < before.size(); i++) {
        if (i != leg) {
          int at = Explorer.placeOf(before.get(i), paths);
          open[at] = true;
          start[at] = amountsBefore[i];
          gas += question.gasOf(before.get(i));
        }
      }
      double[] x = start.clone();
      net = fill.divide(total, open, x, WaterFill.ROUGH) - question.inBought(gas);
      int added = -1;
      double[] bestX = x;
      int removed = Explorer.placeOf(before.get(leg), paths);
      for (int i : promising(open, removed, amountsBefore[leg])) {
        open[i] = true;
        x = start.clone();
        x[i] = amountsBefore[leg];
        double each =
            fill.divide(total, open, x, WaterFill.ROUGH)
                - question.inBought(gas + question.gasOf(paths.get(i)));
        open[i] = false;
        if (each > net) {
          net = each;
          added = i;
          bestX = x;
        }
      }
      legs = new ArrayList<>();
      amounts = new double[before.size()];
      for (int i = 0; i < open.length; i++) {
        if ((open[i] || i == added) && bestX[i] > 0) {
          amounts[legs.size()] = bestX[i];
          legs.add(paths.get(i));
        }
      }
      amounts = Arrays.copyOf(amounts, legs.size());
    }
  }

  /** The few closed paths that serve the amount best as they are, beside what flows. */
  private int[] promising(boolean[] open, int removed, double amount) {
    int[] places = new int[PROMISING];
    double[] values = new double[PROMISING];
    int count = 0;
    for (int i = 0; i < open.length; i++) {
      if (!open[i] && i != removed) {
        int[] path = explorer.paths().get(i);
        double value =
            explorer.outputBeside(path, amount) - question.inBought(question.gasOf(path));
        int at = Math.min(count, PROMISING - 1);
        if (count < PROMISING || value > values[at]) {
          while (at > 0 && values[at - 1] < value) {
            values[at] = values[at - 1];
            places[at] = places[at - 1];
            at--;
          }
          values[at] = value;
          places[at] = i;
          count = Math.min(count + 1, PROMISING);
        }
      }
    }
    return Arrays.copyOf(places, count);
  }

  private Split divided(List<int[]> paths, double total) {
    PathFlows flows = new PathFlows(question.graph(), paths);
    boolean[] open = new boolean[paths.size()];
    Arrays.fill(open, true);
    return split(paths, flows, new WaterFill(flows).divide(total, open));
  }
}
