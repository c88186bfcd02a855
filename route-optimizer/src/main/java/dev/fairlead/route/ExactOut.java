package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the smallest input whose output is at least the wanted one.
 *
 * <p>The curves say about how much it takes. Exact arithmetic then moves the amounts until no leg
 * can take a single unit less.
 */
final class ExactOut {
  private static final int GUESSES = 12;
  private static final int STEPS = 60;
  private static final double CLOSE = 1e-4;
  private static final double SETTLED = 1e-14;
  private static final double NEAR = 1e-3;

  private final Question question;
  private final ExactPricer pricer;

  ExactOut(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  /**
   * An input that gives about as much as wanted, with all paths explored for it; what was tried
   * last when none does.
   */
  double about(Explorer explorer, double wanted) {
    double input = 1;
    for (int guess = 0; guess < GUESSES; guess++) {
      double output = explorer.outputOfBestPath(input);
      if (output <= 0) {
        return input;
      }
      double factor = wanted / output;
      input *= factor;
      if (Math.abs(factor - 1) < CLOSE) {
        break;
      }
    }
    explorer.explore(input);
    if (question.limits().maxLegs() > 1 && !explorer.paths().isEmpty()) {
      double split = solve(explorer.flows(), explorer.fill(), input, wanted);
      if (split > 0 && split < input * (1 - CLOSE)) {
        input = split;
        explorer.explore(input);
      }
    }
    return input;
  }

  /**
   * The splits with the input that each needs, where the depth allows it: those that may turn out
   * the best, and the rest only where none of these is within the limits.
   */
  List<Priced> price(List<Split> splits, double about, Uint256 wanted) {
    double[] inputs = new double[splits.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < inputs.length; i++) {
      PathFlows flows = PathFlows.along(question.graph(), splits.get(i).paths());
      inputs[i] = solve(flows, new WaterFill(flows), about, wanted.toDouble());
      if (inputs[i] > 0) {
        least = Math.min(least, cost(splits.get(i), inputs[i]));
      }
    }
    List<Priced> priced = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] > 0 && cost(splits.get(i), inputs[i]) <= least * (1 + NEAR)) {
        minimise(splits.get(i), inputs[i], wanted).ifPresent(priced::add);
      }
    }
    if (priced.stream().noneMatch(question::isWithinLimits)) {
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] > 0 && cost(splits.get(i), inputs[i]) > least * (1 + NEAR)) {
          minimise(splits.get(i), inputs[i], wanted).ifPresent(priced::add);
        }
      }
    }
    return priced;
  }

  private double cost(Split split, double input) {
    return input + question.inSold(split.gas());
  }

  /** By Newton's method on the curves, kept between bounds; zero where no input is enough. */
  private static double solve(PathFlows flows, WaterFill fill, double about, double wanted) {
    boolean[] open = new boolean[flows.size()];
    Arrays.fill(open, true);
    double[] x = new double[flows.size()];
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double input = about;
    for (int step = 0; step < STEPS; step++) {
      double missing = wanted - fill.divide(input, open, x, WaterFill.EXACT);
      if (missing > 0) {
        low = input;
      } else {
        high = input;
      }
      double price = flows.bestPrice(x);
      double next = input + missing / price;
      if (!(next > low && next < high)) {
        next = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : input * 4;
      }
      if (Math.abs(next - input) <= SETTLED * input) {
        return next;
      }
      if (next > about * 0x1p20) {
        return 0;
      }
      input = next;
    }
    return high < Double.POSITIVE_INFINITY ? high : 0;
  }

  private Optional<Priced> minimise(Split split, double input, Uint256 wanted) {
    PathFlows flows = PathFlows.along(question.graph(), split.paths());
    boolean[] open = new boolean[flows.size()];
    Arrays.fill(open, true);
    double[] shares = new WaterFill(flows).divide(input, open);
    Uint256[] amounts = new Uint256[shares.length];
    int largest = 0;
    for (int i = 0; i < shares.length; i++) {
      amounts[i] = Amounts.exact(shares[i]).max(Uint256.ONE);
      largest = shares[i] > shares[largest] ? i : largest;
    }
    if (!enough(split.paths(), amounts, largest, wanted)) {
      return Optional.empty();
    }
    Priced enough = priced(split, amounts);
    Uint256[] least = new Refinement(question, pricer).refine(enough).amounts().clone();
    boolean isShared = question.sharesPools(split.paths());
    lower(split.paths(), least, largest, wanted, isShared);
    for (int i = 0; i < least.length; i++) {
      lower(split.paths(), least, i, wanted, isShared);
    }
    return Optional.of(priced(split, least));
  }

  private Priced priced(Split split, Uint256[] amounts) {
    Uint256 output = pricer.output(split.paths(), amounts);
    if (output == null) {
      throw new IllegalStateException("a pool refused what it had filled");
    }
    Uint256 sum = Uint256.ZERO;
    for (Uint256 amount : amounts) {
      sum = sum.plus(amount);
    }
    return new Priced(split.paths(), amounts, sum, output, split.gas());
  }

  /** Raises one leg until the output is enough; false where the pools refuse before that. */
  private boolean enough(List<int[]> paths, Uint256[] amounts, int leg, Uint256 wanted) {
    Uint256 start = amounts[leg];
    Uint256 step = Uint256.ONE;
    while (!gives(paths, amounts, wanted)) {
      if (step.isGreaterThan(start)) {
        return false;
      }
      amounts[leg] = start.plus(step);
      step = step.plus(step);
    }
    return true;
  }

  /** Lowers one leg as far as the output stays enough: by growing steps, then by halving. */
  private void lower(
      List<int[]> paths, Uint256[] amounts, int leg, Uint256 wanted, boolean isShared) {
    Predicate<Uint256> enough =
        isShared ? enoughOfAll(paths, amounts, leg, wanted) : enoughOf(paths, amounts, leg, wanted);
    Uint256 good = amounts[leg];
    Uint256 bad = Uint256.ZERO;
    Uint256 step = Uint256.ONE;
    while (step.isLessThan(good)) {
      Uint256 less = good.minus(step);
      if (!enough.test(less)) {
        bad = less;
        break;
      }
      good = less;
      step = step.plus(step);
    }
    while (good.minus(bad).isGreaterThan(Uint256.ONE)) {
      Uint256 middle = bad.plus(good.minus(bad).shiftRight(1));
      if (enough.test(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    amounts[leg] = good;
  }

  private Predicate<Uint256> enoughOfAll(
      List<int[]> paths, Uint256[] amounts, int leg, Uint256 wanted) {
    Uint256[] tried = amounts.clone();
    return amount -> {
      tried[leg] = amount;
      return gives(paths, tried, wanted);
    };
  }

  /** Where no pool is shared, what the other legs give stays as it is. */
  private Predicate<Uint256> enoughOf(
      List<int[]> paths, Uint256[] amounts, int leg, Uint256 wanted) {
    List<int[]> path = List.of(paths.get(leg));
    Uint256 all = pricer.output(paths, amounts);
    Uint256 own = pricer.output(path, new Uint256[] {amounts[leg]});
    if (all == null || own == null) {
      throw new IllegalStateException("a pool refused what it had filled");
    }
    Uint256 others = all.minus(own);
    Uint256 missing = wanted.isGreaterThan(others) ? wanted.minus(others) : Uint256.ZERO;
    return amount -> gives(path, new Uint256[] {amount}, missing);
  }

  private boolean gives(List<int[]> paths, Uint256[] amounts, Uint256 wanted) {
    Uint256 output = pricer.output(paths, amounts);
    return output != null && output.isAtLeast(wanted);
  }
}
