package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.Arrays;
import java.util.List;

/**
 * Moves exact amounts between the legs of a split where the curves are not exact.
 *
 * <p>Run exactly, the legs leave pools whose own prices at the margin say which leg should get
 * more; the curves only say how fast these prices move. So the steps end at the division at which
 * all legs pay the same by the pools themselves, also where legs trade several pairs of one pool.
 * Only what gives more is kept: a refined split is never worse.
 */
final class Refinement {
  private static final int STEPS = 6;
  private static final int SHORTER = 3;
  private static final double KEPT = 0.1;
  private static final double WORTH = 1e-9;

  private final Question question;
  private final ExactPricer pricer;

  Refinement(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  Priced refine(Priced start) {
    if (start.amounts().length < 2) {
      return start;
    }
    Priced stepped = question.isExactByCurves(start.paths()) ? start : step(start);
    return new Balance(question, pricer).balance(stepped);
  }

  private Priced step(Priced start) {
    List<int[]> paths = start.paths();
    PathFlows flows = PathFlows.along(question.graph(), paths);
    Slopes slopes = new Slopes(flows);
    boolean[] all = new boolean[paths.size()];
    Arrays.fill(all, true);
    double[] step = new double[paths.size()];
    double[] x = new double[paths.size()];
    Priced best = start;
    for (int round = 0; round < STEPS; round++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = best.amounts()[i].toDouble();
      }
      flows.run(x);
      slopes.derive(all);
      pricer.output(paths, best.amounts());
      for (int i = 0; i < x.length; i++) {
        slopes.setPrice(i, price(flows, i));
      }
      if (!slopes.solve(all, step)) {
        return best;
      }
      double gain = 0;
      double length = 1;
      for (int i = 0; i < x.length; i++) {
        gain += slopes.price(i) * step[i] / 2;
        if (x[i] + length * step[i] < KEPT * x[i]) {
          length = (1 - KEPT) * x[i] / -step[i];
        }
      }
      if (!(gain > WORTH * best.output().toDouble())) {
        return best;
      }
      Priced better = moved(best, step, length);
      if (better.output().isAtMost(best.output())) {
        return best;
      }
      best = better;
    }
    return best;
  }

  /** By the pools as the legs left them; by the curves where these are exact. */
  private double price(PathFlows flows, int path) {
    double price = 1;
    for (int e : flows.hops(path)) {
      price *= flows.curve(e).isOneSegment() ? flows.price(e) : pricer.spotAfter(flows.edge(e));
    }
    return price;
  }

  /** The first of ever shorter moves that gives more; the same where none does. */
  private Priced moved(Priced from, double[] step, double longest) {
    double length = longest;
    for (int tried = 0; tried < SHORTER; tried++) {
      Uint256[] amounts = shifted(from, step, length);
      Uint256 output = pricer.output(from.paths(), amounts);
      if (output != null && output.isGreaterThan(from.output())) {
        return new Priced(from.paths(), amounts, from.input(), output, from.gas());
      }
      length /= 4;
    }
    return from;
  }

  /** The largest amount takes what rounding leaves. */
  private static Uint256[] shifted(Priced from, double[] step, double length) {
    Uint256[] amounts = from.amounts().clone();
    int largest = 0;
    for (int i = 0; i < amounts.length; i++) {
      largest = amounts[i].isGreaterThan(amounts[largest]) ? i : largest;
    }
    Uint256 others = Uint256.ZERO;
    for (int i = 0; i < amounts.length; i++) {
      if (i != largest) {
        Uint256 move = Amounts.exact(Math.abs(step[i]) * length);
        amounts[i] = step[i] > 0 ? amounts[i].plus(move) : amounts[i].minus(move.min(amounts[i]));
        others = others.plus(amounts[i]);
      }
    }
    if (others.isAtLeast(from.input())) {
      return from.amounts();
    }
    amounts[largest] = from.input().minus(others);
    return amounts;
  }
}
