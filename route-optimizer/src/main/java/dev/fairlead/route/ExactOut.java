package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
      double split = needed(explorer.network(), explorer.fill(), input, wanted);
      if (split > 0 && split < input * (1 - CLOSE)) {
        input = split;
        explorer.explore(input);
      }
    }
    return input;
  }

  /**
   * The splits with the input that each needs, where the depth allows it: those that may turn out
   * the best, and the rest only where none of these is within the limits. And the best of the paths
   * alone.
   */
  List<Priced> price(List<Split> splits, List<int[]> paths, double about, Uint256 wanted) {
    double[] inputs = new double[splits.size()];
    double least = Double.POSITIVE_INFINITY;
    double off = NEAR;
    for (int i = 0; i < inputs.length; i++) {
      Network network = question.network(splits.get(i).legs());
      splits.get(i).flowIn(network);
      int mostWays = Math.max(question.limits().maxLegs(), network.ways());
      double input = needed(network, new WaterFill(network), about, wanted.toDouble());
      inputs[i] = network.ways() > mostWays ? 0 : input;
      if (inputs[i] > 0) {
        splits.set(i, question.split(network, wanted.toDouble()));
        double cost = cost(splits.get(i), inputs[i]);
        if (cost < least) {
          least = cost;
          off = question.tradesPairsOnce(splits.get(i).legs()) ? NEAR : ExactIn.FAR;
        }
      }
    }
    List<Priced> priced = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] > 0 && cost(splits.get(i), inputs[i]) <= least * (1 + off)) {
        minimise(splits.get(i), inputs[i], wanted).ifPresent(priced::add);
      }
    }
    if (priced.stream().noneMatch(question::isWithinLimits)) {
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] > 0 && cost(splits.get(i), inputs[i]) > least * (1 + off)) {
          minimise(splits.get(i), inputs[i], wanted).ifPresent(priced::add);
        }
      }
    }
    alone(paths, wanted).ifPresent(priced::add);
    return priced;
  }

  /** The best of the paths alone, by what their pools quote backwards. */
  private Optional<Priced> alone(List<int[]> paths, Uint256 wanted) {
    Priced best = null;
    for (int[] path : paths) {
      Uint256 needed = pricer.needed(path, wanted);
      Split single = Split.along(path, wanted.toDouble(), question.gasOf(path));
      Priced each = needed == null ? null : pricer.priceOf(single, new Uint256[] {needed});
      if (each != null && each.output().isAtLeast(wanted)) {
        best = best == null || question.isPreferred(each, best, true) ? each : best;
      }
    }
    return best == null ? Optional.empty() : least(best.split(), best.input(), wanted);
  }

  private double cost(Split split, double input) {
    return input + question.inSold(split.gas());
  }

  /**
   * The input that is enough by the curves, in several trades on a pool where it takes no more at
   * once; zero where none is.
   */
  private double needed(Network network, WaterFill fill, double about, double wanted) {
    double input = solve(network, fill, about, wanted);
    Depth depth = new Depth(network);
    boolean isTooMuch = input == 0 || depth.isExceeded();
    boolean mayRepeat = question.limits().maxLegs() > 2;
    return isTooMuch && mayRepeat && depth.repeatTrades()
        ? solve(network, fill, about, wanted)
        : input;
  }

  /**
   * By Newton's method on the curves, kept between bounds; zero where no input is enough. That
   * input flows then.
   */
  private static double solve(Network network, WaterFill fill, double about, double wanted) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double input = about;
    for (int step = 0; step < STEPS; step++) {
      double missing = wanted - fill.divide(input, WaterFill.EXACT);
      if (missing > 0) {
        low = input;
      } else {
        high = input;
      }
      double next = input + missing / network.price();
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
    return least(split, Amounts.exact(input), wanted, new Refinement(question, pricer)::refine);
  }

  /** The least input in about these shares, of which about so much is needed. */
  Optional<Priced> least(Split split, Uint256 input, Uint256 wanted) {
    return least(split, input, wanted, UnaryOperator.identity());
  }

  private Optional<Priced> least(
      Split split, Uint256 input, Uint256 wanted, UnaryOperator<Priced> refine) {
    Priced about = pricer.price(split, input.max(Uint256.ONE));
    if (about == null) {
      return Optional.empty();
    }
    int largest = 0;
    for (int i = 1; i < about.amounts().length; i++) {
      if (pricer.isFirst(split, i) && about.amounts()[i].isGreaterThan(about.amounts()[largest])) {
        largest = i;
      }
    }
    Priced enough = enough(about, largest, wanted);
    if (enough == null) {
      return Optional.empty();
    }
    Priced refined = refine.apply(enough);
    Uint256[] least = refined.amounts().clone();
    lower(refined.split(), least, largest, wanted);
    for (int i = 0; i < least.length; i++) {
      if (pricer.isFirst(refined.split(), i)) {
        lower(refined.split(), least, i, wanted);
      }
    }
    return Optional.ofNullable(pricer.priceOf(refined.split(), least));
  }

  /** Raises one leg until the output is enough; null where the pools refuse before that. */
  private @Nullable Priced enough(Priced about, int leg, Uint256 wanted) {
    Uint256[] amounts = about.amounts().clone();
    Uint256 start = amounts[leg];
    Uint256 step = Uint256.ONE;
    while (!step.isGreaterThan(start)) {
      Priced priced = pricer.priceOf(about.split(), amounts);
      if (priced != null && priced.output().isAtLeast(wanted)) {
        return priced;
      }
      amounts[leg] = start.plus(step);
      step = step.plus(step);
    }
    return null;
  }

  /** Lowers one leg as far as the output stays enough: by growing steps, then by halving. */
  private void lower(Split split, Uint256[] amounts, int leg, Uint256 wanted) {
    Predicate<Uint256> enough =
        question.isApart(split.legs(), leg)
            ? enoughOf(split, amounts, leg, wanted)
            : enoughOfAll(split, amounts, leg, wanted);
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

  private Predicate<Uint256> enoughOfAll(Split split, Uint256[] amounts, int leg, Uint256 wanted) {
    Uint256[] tried = amounts.clone();
    return amount -> {
      tried[leg] = amount;
      return output(split, tried).isAtLeast(wanted);
    };
  }

  /** Where nothing else trades on its pools, what the other legs give stays as it is. */
  private Predicate<Uint256> enoughOf(Split split, Uint256[] amounts, int leg, Uint256 wanted) {
    Split single = Split.along(split.legs().get(leg), 0, 0);
    Uint256 own = output(single, new Uint256[] {amounts[leg]});
    Uint256 others = output(split, amounts).minus(own);
    Uint256 missing = wanted.isGreaterThan(others) ? wanted.minus(others) : Uint256.ZERO;
    return amount -> output(single, new Uint256[] {amount}).isAtLeast(missing);
  }

  /** Zero where a pool refuses. */
  private Uint256 output(Split split, Uint256[] amounts) {
    Priced priced = pricer.priceOf(split, amounts);
    return priced == null ? Uint256.ZERO : priced.output();
  }
}
