package dev.fairlead.route.basket;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Amounts of several tokens sold for one over every simple path of a small market of constant
 * products: the yardstick of joint routes. Amounts move from path to path, in ever smaller pieces,
 * as long as all paths together give more.
 *
 * <p>It shares no code with the router, nor with the pools: fees are set aside here, so that it is
 * all the same in how many pieces and in which order a pool is traded. A real pool keeps them and
 * gives later trades a little more, so what is executed is at least what this says of it.
 */
final class Division {
  private static final int FINEST = 24;

  private final Market market;
  private final Token bought;
  private final int maxHops;
  private final double[][] start;
  private final double[] kept;
  private final double[][] reserves;
  private final List<List<List<Step>>> paths = new ArrayList<>();
  private final double[][] amounts;

  private record Step(int pool, Token in, Token out, boolean isForward) {}

  Division(Market market, Basket.SellMany basket, int maxHops) {
    this.market = market;
    this.bought = basket.bought();
    this.maxHops = maxHops;
    start = new double[market.size()][];
    reserves = new double[market.size()][2];
    kept = new double[market.size()];
    for (int p = 0; p < start.length; p++) {
      Pool pool = market.pool(p);
      start[p] = new double[] {reserve(pool, "reserve0"), reserve(pool, "reserve1")};
      double spot = pool.spotPrice(pool.tokens().getFirst(), pool.tokens().getLast());
      kept[p] = spot * start[p][0] / start[p][1];
    }
    amounts = new double[basket.sold().size()][];
    for (int part = 0; part < amounts.length; part++) {
      paths.add(new ArrayList<>());
      extend(paths.get(part), new ArrayList<>(), basket.sold().get(part).token());
      amounts[part] = new double[paths.get(part).size()];
      if (amounts[part].length > 0) {
        amounts[part][0] = basket.sold().get(part).units().toDouble();
      }
    }
  }

  private static double reserve(Pool pool, String name) {
    BigInteger reserve = Objects.requireNonNull(pool.figures().get(name), name);
    return reserve.doubleValue();
  }

  /** Over how many paths the part with the fewest may go. */
  int fewestPaths() {
    return paths.stream().mapToInt(List::size).min().orElse(0);
  }

  int mostPaths() {
    return paths.stream().mapToInt(List::size).max().orElse(0);
  }

  private void extend(List<List<Step>> found, List<Step> path, Token at) {
    if (at.equals(bought)) {
      found.add(List.copyOf(path));
      return;
    }
    if (path.size() == maxHops) {
      return;
    }
    for (int p = 0; p < market.size(); p++) {
      int pool = p;
      List<Token> tokens = market.pool(p).tokens();
      if (!tokens.contains(at) || path.stream().anyMatch(step -> step.pool() == pool)) {
        continue;
      }
      boolean isForward = tokens.getFirst().equals(at);
      Token next = isForward ? tokens.getLast() : tokens.getFirst();
      if (path.stream().noneMatch(step -> step.in().equals(next))) {
        path.add(new Step(p, at, next, isForward));
        extend(found, path, next);
        path.removeLast();
      }
    }
  }

  /** The most that was found. */
  double most() {
    double best = output();
    for (int bits = 1; bits <= FINEST; bits++) {
      double before;
      do {
        before = best;
        for (double[] own : amounts) {
          best = moved(own, Math.scalb(Arrays.stream(own).sum(), -bits), best);
        }
      } while (best > before);
    }
    return best;
  }

  private double moved(double[] own, double most, double before) {
    double best = before;
    for (int from = 0; from < own.length; from++) {
      for (int to = 0; to < own.length; to++) {
        double piece = Math.min(most, own[from]);
        if (to != from && piece > 0) {
          own[from] -= piece;
          own[to] += piece;
          double now = output();
          if (now > best) {
            best = now;
          } else {
            own[from] += piece;
            own[to] -= piece;
          }
        }
      }
    }
    return best;
  }

  private double output() {
    for (int p = 0; p < start.length; p++) {
      reserves[p][0] = start[p][0];
      reserves[p][1] = start[p][1];
    }
    double sum = 0;
    for (int part = 0; part < amounts.length; part++) {
      for (int path = 0; path < amounts[part].length; path++) {
        double carried = amounts[part][path];
        for (Step step : paths.get(part).get(path)) {
          carried = carried > 0 ? traded(step, carried) : 0;
        }
        sum += carried;
      }
    }
    return sum;
  }

  private double traded(Step step, double amount) {
    double[] pool = reserves[step.pool()];
    int in = step.isForward() ? 0 : 1;
    double added = amount * kept[step.pool()];
    double given = pool[1 - in] * added / (pool[in] + added);
    pool[in] += added;
    pool[1 - in] -= given;
    return given;
  }
}
