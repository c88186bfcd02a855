package dev.fairlead.bench.route;

import dev.fairlead.model.TokenAmount;
import java.util.Locale;

/** What outputs lack of their bounds, in percent. */
final class Gaps {
  private double sum;
  private int count;
  private double worst = -1;
  private String worstOf = "nothing";

  /** More than the bound, which can't be, stops the measurement. */
  void add(TokenAmount bound, double output, String of) {
    double gap = 100 * (1 - output / bound.units().toDouble());
    if (gap < -1e-9) {
      throw new IllegalStateException(of + " gives " + output + ", more than its bound " + bound);
    }
    sum += Math.max(0, gap);
    count++;
    if (gap > worst) {
      worst = gap;
      worstOf = of;
    }
  }

  double mean() {
    if (count == 0) {
      throw new IllegalStateException("no output was held against a bound");
    }
    return sum / count;
  }

  double worst() {
    return Math.max(0, worst);
  }

  /** Which one lacks most, for who wants to look at it. */
  String worstText() {
    return String.format(Locale.ROOT, "the widest gap, %.5f %%: %s", worst(), worstOf);
  }
}
