package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices splits of an exact input: the sum of the amounts is the input, to the last unit. */
final class ExactIn {
  private static final double NEAR = 4e-5;
  private static final double SAME = 1e-9;

  /** Where a pool trades two pairs, which curves take for two pools. */
  static final double FAR = 0.2;

  /** Between splits of more legs than this, what curves are off by hardly differs. */
  private static final int FEW = 6;

  /** Of the splits that may turn out the best, so many are refined: exact prices rank them. */
  private static final int REFINED = 2;

  private final Question question;
  private final ExactPricer pricer;
  private final Refinement refinement;

  ExactIn(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
    this.refinement = new Refinement(question, pricer);
  }

  /**
   * The exact prices of the splits that may turn out the best, the first of them refined; of the
   * rest only where none of these is within the limits. And of the best of the paths alone: each
   * leg more loses units by rounding, which curves do not see.
   */
  List<Priced> price(List<Split> splits, List<int[]> paths, Uint256 total) {
    List<Priced> priced = new ArrayList<>(splits.size() + 1);
    int count = 0;
    while (count < splits.size()
        && (priced.isEmpty() || mayBeBest(splits.get(count), splits.getFirst()))) {
      Priced each = pricer.price(splits.get(count), total);
      if (each != null) {
        priced.add(each);
      }
      count++;
    }
    refineFirst(priced);
    if (priced.stream().noneMatch(question::isWithinLimits)) {
      for (Split split : splits.subList(count, splits.size())) {
        Priced each = pricer.price(split, total);
        if (each != null) {
          priced.add(refinement.refine(each));
        }
      }
    }
    Priced alone = bestAlone(paths, total);
    if (alone != null) {
      priced.add(alone);
    }
    return priced;
  }

  private void refineFirst(List<Priced> priced) {
    priced.sort((one, other) ->
        question.isBetter(one, other, false) ? -1 : question.isBetter(other, one, false) ? 1 : 0);
    for (int i = 0; i < Math.min(REFINED, priced.size()); i++) {
      priced.set(i, refinement.refine(priced.get(i)));
    }
  }

  private @Nullable Priced bestAlone(List<int[]> paths, Uint256 total) {
    Priced best = null;
    for (int[] path : paths) {
      Uint256 output = pricer.alone(path, total);
      if (output != null) {
        Split single = Split.along(path, output.toDouble(), question.gasOf(path));
        Priced each = new Priced(single, new Uint256[] {total}, total, output, null);
        best = best == null || question.isPreferred(each, best, false) ? each : best;
      }
    }
    return best;
  }

  private boolean mayBeBest(Split split, Split best) {
    boolean isOnce = question.tradesPairsOnce(best.legs());
    if (isOnce && split.legs().size() > FEW) {
      return false;
    }
    boolean isExact =
        question.isExactByCurves(split.legs()) && question.isExactByCurves(best.legs());
    double net = best.output() - question.inBought(best.gas());
    double off = !isOnce ? FAR : isExact ? SAME : NEAR;
    return split.output() - question.inBought(split.gas()) >= net - Math.abs(net) * off;
  }
}
