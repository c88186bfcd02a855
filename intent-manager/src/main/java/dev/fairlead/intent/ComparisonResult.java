package dev.fairlead.intent;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.across.Combination;
import dev.fairlead.route.across.Comparison;
import java.math.BigDecimal;
import java.util.List;

/** What the chains say to a trade, or why they were not asked. */
public sealed interface ComparisonResult {
  /**
   * What those say that could be asked.
   *
   * @param offers to the whole amount, the best first
   * @param best how to lay the amount out over the chains
   * @param placed how much of it the best takes, in whole tokens
   * @param open what the best gives or takes for it, in whole tokens
   * @param gas what its gas costs beside that, likewise
   */
  record Compared(
      List<ChainOffer> offers,
      List<ChainOffer> best,
      BigDecimal placed,
      BigDecimal open,
      BigDecimal gas,
      List<Missing> missing)
      implements ComparisonResult {
    public Compared {
      offers = List.copyOf(offers);
      best = List.copyOf(best);
      missing = List.copyOf(missing);
    }

    /** The router's answer in this package's words. */
    public static Compared of(Comparison comparison, List<Missing> missing) {
      Combination best = comparison.best();
      return new Compared(
          comparison.offers().stream().map(ChainOffer::of).toList(),
          best.shares().stream().map(ChainOffer::of).toList(),
          best.placed(),
          best.open(),
          best.gas(),
          missing);
    }

    /** No chain could be asked. */
    static Compared nothing(List<Missing> missing) {
      return new Compared(
          List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, missing);
    }
  }

  /** The question can't be answered. */
  record Refused(Rejection reason) implements ComparisonResult {}

  /** A chain that could not be asked now. */
  record Missing(ChainId chain, String why) {}
}
