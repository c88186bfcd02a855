package dev.fairlead.route;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the ways worth splitting over.
 *
 * <p>The {@link Detours} of a network without an edge are the best single paths. With the amount
 * divided over those of them that serve it together, they say where a part of it would give more
 * than the last of it gives where it is; and so on, until no way around pays any more.
 */
final class Explorer {
  /** Ways around that add less than this share of the output are not looked for. */
  private static final double WORTH = 1e-8;

  /**
   * Where all that are left add less than this for each token that there is, none that come of them
   * are looked for: a look takes longer where there are more.
   */
  private static final double LAST = 1e-9;

  /** What is gained by less than this share of the output is not enough where prices disagree. */
  private static final double NOTABLE = 1e-6;

  private static final int ROUNDS = 16;

  /** Prices mostly balance after four steps. */
  private static final int STEPS = 24;

  /** Where prices fail, paths are searched for such a part of the amount. */
  private static final double PART = 1.0 / 8;

  /** With so few ways, which ones they are is searched path by path. */
  private static final int FEW = 4;

  /** Longer paths are searched for only where none is as short. */
  private static final int FIRST_HOPS = 4;

  private static final double LARGEST_PART = 1.0 / 2;
  private static final double SMALLEST_PART = 1.0 / 64;

  /** So many ways more than the limit allows are explored at most. */
  private static final int MORE = 8;

  private static final double IDLE = 1;

  private final Question question;
  private final PathSearch search;
  private final Detours detours;
  private final Network network;
  private final WaterFill fill;
  private final Balance balance;
  private final Closing closing;
  private final Opening opening;

  /** Whether the market's prices agree with each other. */
  private final boolean agree;

  Explorer(Question question) {
    this.question = question;
    this.search = question.search();
    this.detours = question.detours();
    this.network = question.network();
    this.fill = new WaterFill(network);
    this.balance = new Balance(network, STEPS);
    this.closing = new Closing(network);
    this.opening = new Opening(question, network, detours);
    this.agree = question.units().agree();
  }

  /** The paths found so far that an amount can go along by itself, in the order of finding. */
  List<int[]> paths() {
    List<int[]> simple = new ArrayList<>(network.size());
    for (int[] path : network.paths()) {
      if (question.isSimple(path)) {
        simple.add(path);
      }
    }
    return simple;
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
    double most = 0;
    for (int[] path : shortPaths(amount, 0, 0)) {
      most = Math.max(most, question.outputOf(path, amount));
    }
    return most;
  }

  private List<int[]> shortPaths(double amount, double gasShare, double floor) {
    search.run(amount, gasShare, floor, FIRST_HOPS);
    if (search.paths().isEmpty()) {
      search.run(amount, gasShare, floor);
    }
    return search.paths();
  }

  /** Searches for ways that serve this amount; lets it flow where it gives most. */
  void explore(double total) {
    search.clearFlow();
    int legs = question.limits().maxLegs();
    boolean[] first = new boolean[0];
    if (legs <= FEW) {
      search.run(total, 1, Double.NEGATIVE_INFINITY);
      search.paths().forEach(this::addNew);
      if (network.size() == 0 || legs == 1) {
        return;
      }
      exploreParts(total);
      first = new boolean[network.size()];
      first[0] = true;
    }
    network.open(first);
    widen(total, legs + MORE);
  }

  /** Opens ways around until none pays any more, or the amount goes so many ways. */
  private void widen(double total, int mostWays) {
    Pace pace = new Pace(agree);
    double little = LAST * question.graph().topology().tokenCount();
    double given = fill.divide(total, WaterFill.ROUGH);
    for (int round = 0; round < ROUNDS && network.ways() < mostWays; round++) {
      double part = given > 0 ? given * pace.share() : total * question.parity();
      detours.look(network, given * WORTH, part);
      boolean isLittle = detours.promise() < given * little;
      double before = given;
      double[] flows = network.flows();
      if (opening.some()) {
        given = redivided(total, before, flows);
      } else if (given == 0) {
        given = onBestPath(total);
      }
      if (pace.isOver(before, given, isLittle)) {
        return;
      }
    }
  }

  /** Divides over what was opened too; no less than what came out before of these flows. */
  private double redivided(double total, double before, double[] flows) {
    double given = redivide(total);
    if (before == 0) {
      boolean isPoor = given == 0 || (!agree && given < outputOfBestPath(total));
      return isPoor ? onBestPath(total) : given;
    }
    if (given > before) {
      return given;
    }
    double again = onward(total, flows);
    return agree || again > before * (1 + NOTABLE) ? again : besideAll(total);
  }

  /** Lets all flow along the best single path; zero where there is none. */
  private double onBestPath(double total) {
    search.clearFlow();
    List<int[]> paths = shortPaths(total, 1, Double.NEGATIVE_INFINITY);
    paths.forEach(this::addNew);
    network.open(new boolean[0]);
    if (!paths.isEmpty()) {
      opening.onward(network.placesOf(paths.getFirst()));
    }
    return fill.divide(total, WaterFill.ROUGH);
  }

  /**
   * Lets flow what flowed before, and lets it flow over those ways around too that close no circle:
   * where circles gain, prices may not balance, and what balances may not run.
   */
  private double onward(double total, double[] flows) {
    network.reopen(flows);
    opening.onward();
    return filled(total);
  }

  /** Opens whole paths too that serve a part of the amount best beside all that flows. */
  private double besideAll(double total) {
    layFlows(network.flows());
    search.run(total * PART, PART, network.price() * total * PART);
    for (int[] path : search.paths()) {
      addNew(path);
      opening.onward(network.placesOf(path));
    }
    return filled(total);
  }

  /** Lets the search go on beside these flows. */
  private void layFlows(double[] flows) {
    search.clearFlow();
    for (int e = 0; e < flows.length; e++) {
      if (flows[e] > 0) {
        search.addFlow(network.edge(e), flows[e]);
      }
    }
  }

  private double filled(double total) {
    double given = fill.divide(total, WaterFill.ROUGH);
    closing.idle(IDLE);
    return given;
  }

  /** Divides over what was opened too; what comes out. */
  private double redivide(double total) {
    double[] worths = opening.worths(total);
    double most = balance.settle(total, worths, WaterFill.ROUGH);
    closing.circles(worths);
    closing.beyond(question.limits().maxHops(), worths);
    double given = network.run(total);
    if (given < most * (1 - WaterFill.ROUGH)) {
      given = fill.divide(total, WaterFill.ROUGH);
    } else {
      network.appraise();
    }
    closing.idle(IDLE);
    return given;
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
    layFlows(flows);
    int[] left = network.hops(path);
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
}
