package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices splits of an exact input: the sum of the amounts is the input, to the last unit. */
final class ExactIn {
  private static final double TWO_TO_THE_53 = 0x1p53;
  private static final double NEAR = 1e-3;
  private static final Uint256 SHARES = Uint256.of(1L << 53);

  private final Question question;
  private final ExactPricer pricer;

  ExactIn(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  /** The exact prices of the splits; of those that may turn out the best, refined. */
  List<Priced> price(List<Split> splits, Uint256 total) {
    List<Priced> priced = new ArrayList<>(splits.size());
    double best = Double.NEGATIVE_INFINITY;
    for (Split split : splits) {
      Priced each = price(split, total);
      if (each != null) {
        priced.add(each);
        best = Math.max(best, net(each));
      }
    }
    double near = best - Math.abs(best) * NEAR;
    Refinement refinement = new Refinement(question, pricer);
    priced.replaceAll(each -> net(each) >= near ? refinement.refine(each) : each);
    return priced;
  }

  private double net(Priced priced) {
    return priced.output().toDouble() - question.inBought(priced.gas());
  }

  private @Nullable Priced price(Split split, Uint256 total) {
    Uint256[] amounts = shares(split.amounts(), total);
    Uint256 output = pricer.output(split.paths(), amounts);
    return output == null ? null : new Priced(split.paths(), amounts, total, output, split.gas());
  }

  /** The total in the proportions of the amounts; the largest share takes what rounding leaves. */
  private static Uint256[] shares(double[] amounts, Uint256 total) {
    double sum = 0;
    int largest = 0;
    for (int i = 0; i < amounts.length; i++) {
      sum += amounts[i];
      largest = amounts[i] > amounts[largest] ? i : largest;
    }
    Uint256[] shares = new Uint256[amounts.length];
    Uint256 rest = total;
    for (int i = 0; i < amounts.length; i++) {
      if (i != largest) {
        long share = (long) (amounts[i] / sum * TWO_TO_THE_53);
        shares[i] = total.mulDivDown(Uint256.of(share), SHARES).max(Uint256.ONE).min(rest);
        rest = rest.minus(shares[i]);
      }
    }
    shares[largest] = rest;
    return shares;
  }
}
