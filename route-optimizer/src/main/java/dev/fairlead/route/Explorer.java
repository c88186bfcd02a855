package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds the paths worth splitting over.
 *
 * <p>The whole amount finds the best single paths. Then, with the amount divided over the paths
 * found so far and flowing, a part of it looks for a path that gives more than the last of it gives
 * where it is; smaller and smaller parts, until none does.
 */
final class Explorer {
  private static final double SMALLEST_PART = 1.0 / 512;
  private static final double WORTH = 1e-9;

  private final Question question;
  private final PathSearch search;
  private final List<int[]> paths = new ArrayList<>();

  Explorer(Question question) {
    this.question = question;
    this.search = question.search();
  }

  /** All paths found so far, in the order in which they were found. */
  List<int[]> paths() {
    return Collections.unmodifiableList(paths);
  }

  /** The most that one path gives for the amount, by the curves. */
  double outputOfBestPath(double amount) {
    search.clearFlow();
    search.run(amount, 0);
    double most = 0;
    for (int[] path : search.paths()) {
      most = Math.max(most, question.outputOf(path, amount));
    }
    return most;
  }

  /** Searches for paths that serve this amount; adds to those known. */
  void explore(double total) {
    search.clearFlow();
    search.run(total, 1);
    addNew(search.paths());
    int legs = question.limits().maxLegs();
    if (paths.isEmpty() || legs == 1) {
      return;
    }
    double part = 0.5;
    while (part >= SMALLEST_PART && paths.size() < legs + question.limits().maxHops() + 3) {
      PathFlows flows = new PathFlows(question.graph(), paths);
      boolean[] open = new boolean[paths.size()];
      Arrays.fill(open, true);
      double price = flow(flows, new WaterFill(flows).divide(total, open));
      search.run(total * part, part);
      if (!addBetter(search.paths(), total * part, price)) {
        part /= 4;
      }
    }
  }

  private void addNew(List<int[]> found) {
    for (int[] path : found) {
      if (!knows(path)) {
        paths.add(path);
      }
    }
  }

  /** Adds the paths on which this much gives more than the price that it has now. */
  private boolean addBetter(List<int[]> found, double amount, double price) {
    boolean added = false;
    for (int[] path : found) {
      double gain = search.outputOf(path, amount) - amount * price;
      double gas = question.inBought(question.gasOf(path)) / 4;
      if (gain > gas + WORTH * amount * price && !knows(path)) {
        paths.add(path);
        added = true;
      }
    }
    return added;
  }

  private boolean knows(int[] path) {
    return placeOf(path, paths) >= 0;
  }

  static int placeOf(int[] path, List<int[]> among) {
    for (int i = 0; i < among.size(); i++) {
      if (Arrays.equals(among.get(i), path)) {
        return i;
      }
    }
    return -1;
  }

  /** Searches for paths that serve an amount best beside these legs. */
  void exploreBeside(PathFlows flows, double[] amounts, double amount) {
    flow(flows, amounts);
    search.run(amount, 1);
    addNew(search.paths());
  }

  /** What an amount gives along a path beside what flowed in the last search. */
  double outputBeside(int[] path, double amount) {
    return search.outputOf(path, amount);
  }

  /** Lets the amounts flow in the search; the best price of a little more on the paths in use. */
  private double flow(PathFlows flows, double[] amounts) {
    search.clearFlow();
    flows.run(amounts);
    flows.priceEdges();
    for (int e = 0; e < flows.edges(); e++) {
      if (flows.flow(e) > 0) {
        search.addFlow(flows.edge(e), flows.flow(e));
      }
    }
    double highest = 0;
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] > 0) {
        highest = Math.max(highest, flows.pathPrice(i));
      }
    }
    return highest;
  }
}
