package dev.fairlead.route;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Opens ways around in a network, and says what the tokens on them may be worth to begin with.
 *
 * <p>A pool trades one pair of its tokens. Where a way around trades another one, it takes the
 * place of edges that add far less than it promises.
 */
final class Opening {
  private static final int AT_ONCE = 12;

  /** So many paths are told of at most. */
  private static final int MOST_PATHS = 12;

  /** How much more than what it closes a way around must promise, and how many may in a look. */
  private static final double FAR_MORE = 2;

  private static final int MOST_REPLACED = 2;

  /** A token is worth no less of what its first unit is. */
  private static final double LEAST = 0.5;

  private final Question question;
  private final Network network;
  private final Detours detours;

  /** The edges that were closed for others: each only once. */
  private final Set<Integer> replaced = new HashSet<>();

  private final int[][] opened = new int[AT_ONCE][];
  private final double[] share = new double[AT_ONCE];
  private int count;
  private boolean isFirst;
  private double[] planned = new double[0];
  private double[] worth = new double[0];

  Opening(Question question, Network network, Detours detours) {
    this.question = question;
    this.network = network;
    this.detours = detours;
  }

  /** Opens the best of the ways around that were found; whether there was one. */
  boolean some() {
    isFirst = network.value(Network.SOURCE) == 0;
    int[][] chains = new int[Math.min(detours.count(), AT_ONCE)][];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = network.placesOf(detours.chain(i));
      if (network.size() < MOST_PATHS) {
        tell(new MainWays(network).over(chains[i]));
      }
    }
    count = 0;
    int mayReplace = MOST_REPLACED;
    for (int i = 0; i < chains.length; i++) {
      int[] rivals = network.rivals(chains[i]);
      boolean replaces = rivals.length > 0;
      if (replaces && (mayReplace == 0 || !mayReplace(rivals, detours.gain(i)))) {
        continue;
      }
      if (replaces) {
        mayReplace--;
        for (int e : rivals) {
          network.shut(e);
        }
      }
      network.openToo(chains[i]);
      opened[count] = chains[i];
      share[count] = detours.amount(i);
      count++;
    }
    return count > 0;
  }

  /** Opens of the ways around that were found last only those that lead on. */
  void onward() {
    for (int i = 0; i < count; i++) {
      onward(opened[i]);
    }
  }

  /**
   * Opens these edges too if they lead on: if they close no circle, make no way too long and trade
   * no other pair of a pool.
   */
  void onward(int[] places) {
    if (network.rivals(places).length > 0) {
      return;
    }
    network.openToo(places);
    if (!network.sort() || longestOver(places) > question.limits().maxHops()) {
      network.unopen(places);
      network.sort();
    }
  }

  private int longestOver(int[] places) {
    int[] before = network.edgesBefore();
    int[] after = network.edgesAfter();
    int longest = 0;
    for (int e : places) {
      longest = Math.max(longest, before[network.tail(e)] + 1 + after[network.head(e)]);
    }
    return longest;
  }

  private void tell(int[] path) {
    if (path.length <= question.limits().maxHops()
        && question.isSimple(path)
        && !network.holds(path)) {
      network.add(path);
    }
  }

  /** Whether edges that trade a pool otherwise add so little that a way around may replace them. */
  private boolean mayReplace(int[] rivals, double gain) {
    double surplus = 0;
    for (int e : rivals) {
      if (network.flow(e) == 0 || replaced.contains(network.edge(e))) {
        return false;
      }
      surplus += network.surplus(e);
    }
    if (surplus * FAR_MORE >= gain) {
      return false;
    }
    for (int e : rivals) {
      replaced.add(network.edge(e));
    }
    return true;
  }

  /**
   * What each token of the network is worth, and those on the ways that were opened: as if on each
   * flowed what it would take by itself.
   */
  double[] worths(double total) {
    if (worth.length < network.nodes()) {
      worth = Arrays.copyOf(worth, 2 * network.nodes());
    }
    for (int i = 0; i < network.nodes(); i++) {
      double known = detours.worth(network.token(i));
      worth[i] = known > 0 ? known : worth[i];
    }
    if (isFirst) {
      worth[Network.SOURCE] = detours.gain(0) / total;
    }
    planned = planned.length < network.edges() ? new double[2 * network.edges()] : planned;
    Arrays.fill(planned, 0, network.edges(), 0);
    for (int i = 0; i < count; i++) {
      double carried = isFirst ? total / count : share[i];
      for (int e : opened[i]) {
        planned[e] += carried;
        carried = network.curve(e).out(carried);
      }
    }
    for (int i = 0; i < count; i++) {
      for (int h = opened[i].length - 1; h > 0; h--) {
        int e = opened[i][h];
        int node = network.tail(e);
        double then = network.curve(e).marginal(planned[e]) * worth[network.head(e)];
        worth[node] = Math.max(then, detours.worth(network.token(node)) * LEAST);
      }
    }
    return worth;
  }
}
