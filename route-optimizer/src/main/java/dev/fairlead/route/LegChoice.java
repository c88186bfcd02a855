package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses over which of the paths the amount is split, for each number of ways that the limits
 * allow.
 *
 * <p>From all that flows, the leg that is missed least is closed, one after another. Where few may
 * stay, {@link FewWays} chooses among the paths too; of a small market among all that there are.
 */
final class LegChoice {
  private static final int ENOUGH = 2;
  private static final int SINGLES = 3;

  /** So few ways are chosen path by path. */
  private static final int FEW = 4;

  /** Longer paths than this are too many to look for all of them where many ways are allowed. */
  private static final int SHORT = 8;

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

  /**
   * The splits of this amount, those that leave most first: none, where there is no path, or where
   * less than a unit would flow; where any takes no more gas than allowed, only such.
   */
  List<Split> splits(double total) {
    int mostWays = question.limits().maxLegs();
    boolean flows = network.order().count() > 1;
    boolean mayTryAll = mostWays <= FEW || question.limits().maxHops() <= SHORT;
    List<int[]> all = mayTryAll ? question.allPaths() : List.of();
    all.stream().filter(path -> !network.holds(path)).forEach(network::add);
    List<Split> splits = new ArrayList<>();
    if (network.size() == 0) {
      return splits;
    }
    splits.addAll(singles(total, mostWays <= FEW || !all.isEmpty() ? SINGLES : 1));
    if (mostWays == 2 || (mostWays > 2 && !all.isEmpty())) {
      double[] flowing = network.flows();
      splits.addAll(new FewWays(question, explorer).fromPairs(total));
      network.reopen(flowing);
    }
    if (mostWays > 2 && flows) {
      splits.addAll(closing(total, mostWays <= FEW || !all.isEmpty()));
    }
    splits.removeIf(split -> split.legs().isEmpty());
    if (splits.stream().anyMatch(split -> question.isWithinGas(split.legs()))) {
      splits.removeIf(split -> !question.isWithinGas(split.legs()));
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

  /** The paths that leave most alone. */
  private List<Split> singles(double total, int most) {
    List<Split> singles = new ArrayList<>(network.size());
    for (int[] path : network.paths()) {
      singles.add(Split.along(path, question.outputOf(path, total), question.gasOf(path)));
    }
    singles.sort(Comparator.comparingDouble(this::net).reversed());
    return singles.subList(0, Math.min(most, singles.size()));
  }

  /** Closes leg by leg; stops once fewer ways, of no more gas than allowed, have left ever less. */
  private List<Split> closing(double total, boolean isFew) {
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
      boolean isAllowed = ways <= most;
      if (isAllowed) {
        Split split = split(total, output);
        splits.add(split);
        isAllowed = question.isWithinGas(split.legs());
        worse += isAllowed ? 1 : 0;
        if (net(split) > best) {
          worse = 0;
          best = net(split);
          flows = network.flows();
        }
      }
      SpareLegs spare = new SpareLegs(network, question);
      if (!spare.exists() || (isAllowed && spare.adds() > 0)) {
        break;
      }
      network.close(spare.leastMissed());
      output = fill.divide(total, WaterFill.ROUGH);
      closing.idle(1);
    }
    if (isFew && best > Double.NEGATIVE_INFINITY) {
      network.reopen(flows);
      network.run(total);
      network.appraise();
      splits.add(new FewWays(question, explorer).fromFlow(total));
    }
    return splits;
  }
}
