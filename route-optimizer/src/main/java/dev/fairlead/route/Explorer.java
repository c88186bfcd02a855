package dev.fairlead.route;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the paths worth splitting over.
 *
 * <p>The whole amount finds the best single paths. Then, with the amount divided over the paths
 * found so far and flowing, a part of it looks for a path that gives more than the last of it gives
 * where it is; smaller and smaller parts, until none does.
 */
final class Explorer {
  private static final double LARGEST_PART = 1.0 / 2;
  private static final double SMALLEST_PART = 1.0 / 2048;

  /** From this part on, and when no smaller one finds a better path any more, no way is left. */
  private static final double WIDE_PART = 1.0 / 32;

  /** So many paths more than legs and hops are known at most. */
  private static final int MORE = 3;

  private static final double SMALLER = 1.0 / 4;
  private static final double WORTH = 1e-9;

  private final Question question;
  private final PathSearch search;
  private final PathFlows flows;
  private final WaterFill fill;
  private double[] division = new double[0];

  Explorer(Question question) {
    this.question = question;
    this.search = question.search();
    this.flows = new PathFlows(question.graph());
    this.fill = new WaterFill(flows);
  }

  /** All paths found so far, in the order in which they were found. */
  List<int[]> paths() {
    return flows.paths();
  }

  /** The same paths with what flows through them; whoever asked last decides what flows. */
  PathFlows flows() {
    return flows;
  }

  WaterFill fill() {
    return fill;
  }

  /** The most that one path gives for the amount, by the curves. */
  double outputOfBestPath(double amount) {
    search.clearFlow();
    search.run(amount, 0, 0);
    double most = 0;
    for (int[] path : search.paths()) {
      most = Math.max(most, question.outputOf(path, amount));
    }
    return most;
  }

  /** Searches for paths that serve this amount; adds to those known. */
  void explore(double total) {
    search.clearFlow();
    search.run(total, 1, Double.NEGATIVE_INFINITY);
    search.paths().forEach(this::addNew);
    int legs = question.limits().maxLegs();
    if (flows.size() == 0 || legs == 1) {
      return;
    }
    division = new double[flows.size()];
    double price = divide(total);
    double part = LARGEST_PART;
    boolean isWide = false;
    while (flows.size() < legs + question.limits().maxHops() + MORE) {
      double amount = total * part;
      double floor = amount * price * (1 + WORTH);
      if (isWide || part >= WIDE_PART) {
        search.run(amount, part, floor);
      } else {
        search.runForBest(amount, part, floor);
      }
      if (addBetter(amount, price)) {
        price = divide(total);
      } else if (isWide) {
        return;
      } else {
        part *= SMALLER;
        isWide = part < SMALLEST_PART;
        part = isWide ? WIDE_PART : part;
      }
    }
  }

  /** Divides over all paths, from the last division on, and lets that flow; its last price. */
  private double divide(double total) {
    boolean[] open = new boolean[flows.size()];
    Arrays.fill(open, true);
    division = Arrays.copyOf(division, open.length);
    fill.divide(total, open, division, WaterFill.ROUGH);
    letFlow();
    return flows.bestPrice(division);
  }

  private boolean addNew(int[] path) {
    boolean isNew = !flows.holds(path);
    if (isNew) {
      flows.add(path);
    }
    return isNew;
  }

  /** Adds the paths on which this much gives more than the price that it has now. */
  private boolean addBetter(double amount, double price) {
    boolean added = false;
    for (int[] path : search.paths()) {
      double gain = search.outputOf(path, amount) - amount * price;
      double gas = question.inBought(question.gasOf(path)) / 4;
      if (gain > gas + WORTH * amount * price) {
        added |= addNew(path);
      }
    }
    return added;
  }

  /**
   * Searches for paths that serve an amount best beside what flowed in the last run, and leave more
   * than {@code floor}.
   */
  void exploreBeside(double amount, double floor) {
    letFlow();
    search.run(amount, 1, floor);
    search.paths().forEach(this::addNew);
  }

  /** How the amount explored last is divided over all paths. */
  double[] division() {
    return Arrays.copyOf(division, flows.size());
  }

  /** What an amount gives along a known path beside what flowed in the last search. */
  double outputBeside(int path, double amount) {
    return search.outputOf(flows.paths().get(path), amount);
  }

  /** Lets what flowed in the last run flow in the search. */
  private void letFlow() {
    search.clearFlow();
    for (int e = 0; e < flows.edges(); e++) {
      if (flows.flow(e) > 0) {
        search.addFlow(flows.edge(e), flows.flow(e));
      }
    }
  }
}
