package dev.fairlead.route;

import java.util.List;

/**
 * Finds the paths worth splitting over.
 *
 * <p>The whole amount finds the best single paths. The best of them is the beginning of a network:
 * with the amount divided over it, the {@link Detours} say where a part of it would give more than
 * the last of it gives where it is, and become part of it; until no way around pays any more.
 */
final class Explorer {
  private static final double WORTH = 2e-7;
  private static final int ROUNDS = 24;
  private static final int AT_ONCE = 12;

  /** With so few ways, which ones they are is searched path by path. */
  private static final int FEW = 4;

  /** Where there is room for ways around, a short path is as good a beginning. */
  private static final int FIRST_HOPS = 4;

  private static final double LARGEST_PART = 1.0 / 2;
  private static final double SMALLEST_PART = 1.0 / 64;

  /** So many ways more than the limit allows are explored at most. */
  private static final int MORE = 8;

  /** So many paths are told of at most. */
  private static final int MOST_PATHS = 12;

  private static final double IDLE = 1;

  private final Question question;
  private final PathSearch search;
  private final Detours detours;
  private final Network network;
  private final WaterFill fill;

  Explorer(Question question) {
    this.question = question;
    this.search = question.search();
    this.detours = question.detours();
    this.network = question.network();
    this.fill = new WaterFill(network);
  }

  /** The paths found so far that an amount can go along by itself, in the order of finding. */
  List<int[]> paths() {
    return network.paths().stream().filter(question::isSimple).toList();
  }

  /** The same paths as one network; whoever asked last decides what flows. */
  Network network() {
    return network;
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

  /** Searches for paths that serve this amount; lets it flow where it gives most. */
  void explore(double total) {
    search.clearFlow();
    int legs = question.limits().maxLegs();
    if (legs > FEW) {
      search.run(total, 1, Double.NEGATIVE_INFINITY, FIRST_HOPS);
      search.paths().forEach(this::addNew);
    }
    if (network.size() == 0) {
      search.run(total, 1, Double.NEGATIVE_INFINITY);
      search.paths().forEach(this::addNew);
    }
    if (network.size() == 0 || legs == 1) {
      return;
    }
    if (legs <= FEW) {
      exploreParts(total);
    }
    boolean[] first = new boolean[network.size()];
    first[0] = true;
    network.open(first);
    double given = fill.divide(total, WaterFill.ROUGH);
    for (int round = 0; round < ROUNDS && network.ways() < legs + MORE; round++) {
      letFlow();
      detours.look(network, given * WORTH);
      if (!openSome()) {
        return;
      }
      double before = given;
      given = fill.divide(total, WaterFill.ROUGH);
      network.closeIdle(IDLE);
      if (given < before * (1 + WORTH)) {
        return;
      }
    }
  }

  /**
   * Where few ways are allowed, those that serve a part best, alone and beside the rest of the
   * amount on the best path.
   */
  private void exploreParts(double total) {
    int[] best = network.paths().getFirst();
    for (double part = LARGEST_PART; part >= SMALLEST_PART; part /= 4) {
      search.clearFlow();
      search.run(total * part, part, Double.NEGATIVE_INFINITY);
      search.paths().forEach(this::addNew);
      search.clearFlow();
      double carried = total * (1 - part);
      for (int edge : best) {
        search.addFlow(edge, carried);
        carried = question.graph().curve(edge).out(carried);
      }
      search.run(total * part, part, Double.NEGATIVE_INFINITY);
      search.paths().forEach(this::addNew);
    }
  }

  private boolean openSome() {
    int opened = 0;
    for (int i = 0; i < detours.count() && opened < AT_ONCE; i++) {
      int[] chain = network.placesOf(detours.chain(i));
      if (network.size() < MOST_PATHS) {
        int[] path = new MainWays(network).over(chain);
        if (path.length <= question.limits().maxHops() && question.isSimple(path)) {
          addNew(path);
        }
      }
      opened += network.openToo(chain) ? 1 : 0;
    }
    return opened > 0;
  }

  private boolean addNew(int[] path) {
    boolean isNew = !network.holds(path);
    if (isNew) {
      network.add(path);
    }
    return isNew;
  }

  /**
   * Searches for paths that serve what a path carried of these flows, beside the rest of them, and
   * leave more than {@code floor}.
   */
  void exploreBeside(int path, double[] flows, double amount, double floor) {
    search.clearFlow();
    int[] left = network.hops(path);
    for (int e = 0; e < flows.length; e++) {
      if (flows[e] > 0) {
        search.addFlow(network.edge(e), flows[e]);
      }
    }
    double carried = amount;
    for (int e : left) {
      double rest = Math.max(0, flows[e] - carried);
      search.addFlow(network.edge(e), rest - flows[e]);
      carried = network.curve(e).out(flows[e]) - network.curve(e).out(rest);
    }
    search.run(amount, 1, floor);
    search.paths().forEach(this::addNew);
  }

  /** What an amount gives along a known path beside what flowed in the last search. */
  double outputBeside(int path, double amount) {
    return search.outputOf(network.paths().get(path), amount);
  }

  /** Lets what flowed in the last run flow in the search. */
  private void letFlow() {
    search.clearFlow();
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) > 0) {
        search.addFlow(network.edge(e), network.flow(e));
      }
    }
  }
}
