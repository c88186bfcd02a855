package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every simple path of a small market, alone and in pairs in both orders, each pair divided by
 * golden section on exact prices: the yardstick of the router. It shares no code with it.
 */
final class ExhaustiveSearch {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final Uint256 PARTS = Uint256.of(1L << 40);

  private final Market market;
  private final Token buy;
  private final int maxHops;
  private final List<List<Step>> paths = new ArrayList<>();

  record Step(PoolId pool, Token in, Token out) {}

  ExhaustiveSearch(Market market, Token sell, Token buy, int maxHops) {
    this.market = market;
    this.buy = buy;
    this.maxHops = maxHops;
    extend(new ArrayList<>(), sell);
  }

  private void extend(List<Step> path, Token at) {
    if (at.equals(buy)) {
      paths.add(List.copyOf(path));
      return;
    }
    if (path.size() == maxHops) {
      return;
    }
    for (Pool pool : market.pools()) {
      if (!pool.tokens().contains(at) || path.stream().anyMatch(s -> s.pool().equals(pool.id()))) {
        continue;
      }
      for (Token next : pool.tokens()) {
        if (!next.equals(at) && path.stream().noneMatch(s -> s.in().equals(next))) {
          path.add(new Step(pool.id(), at, next));
          extend(path, next);
          path.removeLast();
        }
      }
    }
  }

  int pathCount() {
    return paths.size();
  }

  double bestSingle(Uint256 amount, double gasCostOfHop) {
    double best = Double.NEGATIVE_INFINITY;
    for (List<Step> path : paths) {
      double output = send(new HashMap<>(), path, amount).toDouble();
      best = Math.max(best, output - path.size() * gasCostOfHop);
    }
    return best;
  }

  double bestPair(Uint256 amount, double gasCostOfHop) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < paths.size(); j++) {
        if (i == j || opposed(paths.get(i), paths.get(j))) {
          continue;
        }
        double gas = (paths.get(i).size() + paths.get(j).size()) * gasCostOfHop;
        best = Math.max(best, divided(paths.get(i), paths.get(j), amount) - gas);
      }
    }
    return best;
  }

  /** Whether two tokens are passed in either order, which no route does. */
  private static boolean opposed(List<Step> one, List<Step> other) {
    for (Step first : one) {
      for (Step second : one.subList(one.indexOf(first), one.size())) {
        int before = indexOf(other, first.in());
        int after = indexOf(other, second.out());
        if (after >= 0 && after < before) {
          return true;
        }
      }
    }
    return false;
  }

  private static int indexOf(List<Step> path, Token token) {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).in().equals(token)) {
        return i;
      }
    }
    return -1;
  }

  /** The least that any path takes for this output, by what pools quote backwards; or none. */
  Optional<Uint256> leastSingle(Uint256 wanted) {
    return paths.stream()
        .map(path -> needed(path, wanted))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Optional<Uint256> needed(List<Step> path, Uint256 wanted) {
    Uint256 needed = wanted;
    for (Step step : path.reversed()) {
      Pool pool = market.pool(step.pool()).orElseThrow();
      if (!(pool.quoteExactOut(step.in(), step.out(), needed) instanceof Quote.Filled filled)) {
        return Optional.empty();
      }
      needed = filled.amountIn();
    }
    return send(new HashMap<>(), path, needed).isAtLeast(wanted)
        ? Optional.of(needed)
        : Optional.empty();
  }

  private double divided(List<Step> one, List<Step> other, Uint256 amount) {
    double low = 0;
    double high = 1;
    double best = 0;
    for (int i = 0; i < 50; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      double atLeft = both(one, other, amount, left);
      double atRight = both(one, other, amount, right);
      best = Math.max(best, Math.max(atLeft, atRight));
      if (atLeft < atRight) {
        low = left;
      } else {
        high = right;
      }
    }
    return best;
  }

  private double both(List<Step> one, List<Step> other, Uint256 amount, double share) {
    Map<PoolId, Pool> state = new HashMap<>();
    Uint256 first = amount.mulDivDown(Uint256.of((long) (share * 0x1p40)), PARTS);
    Uint256 given = send(state, one, first);
    return given.plus(send(state, other, amount.minus(first))).toDouble();
  }

  private Uint256 send(Map<PoolId, Pool> state, List<Step> path, Uint256 amount) {
    Uint256 carried = amount;
    for (Step step : path) {
      Pool pool = state.computeIfAbsent(step.pool(), id -> market.pool(id).orElseThrow());
      if (!(pool.quoteExactIn(step.in(), step.out(), carried) instanceof Quote.Filled filled)) {
        return Uint256.ZERO;
      }
      state.put(step.pool(), filled.after());
      carried = filled.amountOut();
    }
    return carried;
  }
}
