package dev.fairlead.intent;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.feed.FeedReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds plans against prices that a trade in the same block can't move, so that a market that was
 * bent before the plan was made is noticed, in either direction.
 *
 * <p>What is compared is the plan's whole output, its fees and its price impact included, with what
 * its input is worth at the reference price. Safe for use by many threads.
 */
final class PriceGuard {
  private static final BigInteger ONE = BigInteger.valueOf(Fraction.ONE_IN_BILLIONTHS);

  /** Where a price comes from. */
  enum Source {
    FEED,
    AVERAGE;

    @Override
    public String toString() {
      return this == FEED ? "feed" : "average";
    }
  }

  private final ChainId chain;
  private final PriceReferences references;
  private final FeedPrices feeds;
  private final AveragePrices averages;
  private final IntentObserver observer;

  PriceGuard(
      ChainId chain,
      PriceReferences references,
      FeedPrices feeds,
      AveragePrices averages,
      IntentObserver observer) {
    this.chain = chain;
    this.references = references;
    this.feeds = feeds;
    this.averages = averages;
    this.observer = observer;
  }

  static PriceGuard of(TradingChain trading, Surroundings around) {
    PriceReferences references = trading.references();
    return new PriceGuard(
        trading.chain().id(),
        references,
        new FeedPrices(new FeedReader(trading.chain()), references.feeds(), around.clock()),
        new AveragePrices(
            around.router(), trading.wrappedNative(), references.averages(), references.window()),
        around.observer());
  }

  /** Takes the prices of a new block. */
  void see(Market market) {
    averages.see(market);
  }

  /** The same plan with what it was held against, or why it may not be done. */
  Planner.Outcome judge(Planner.Outcome.Found found) {
    List<RiskCheck> passed = new ArrayList<>();
    Optional<Rejection> refusal = refusal(found.plan(), passed);
    if (refusal.isPresent()) {
      return new Planner.Outcome.NotFound(refusal.get(), found.considered(), found.gas());
    }
    return new Planner.Outcome.Found(
        found.plan(), found.considered(), found.gas(), found.grounds().with(passed));
  }

  private Optional<Rejection> refusal(Plan plan, List<RiskCheck> passed) {
    if (references.isNone()) {
      return Optional.empty();
    }
    Token sell = plan.sell().token();
    Token buy = plan.quoted().token();
    boolean byFeed = feeds.knows(sell, buy);
    boolean byAverage = averages.knows(sell, buy);
    if (!byFeed && !byAverage) {
      return missing(plan, "none", "the pair has no reference price", passed);
    }
    Optional<Rejection> refusal = Optional.empty();
    if (byFeed) {
      refusal = compare(plan, Source.FEED, feeds.worth(plan.sell(), buy, plan.pricedAt()), passed);
    }
    if (refusal.isEmpty() && byAverage) {
      refusal =
          compare(plan, Source.AVERAGE, averages.worth(plan.sell(), buy, plan.pricedAt()), passed);
    }
    return refusal;
  }

  private Optional<Rejection> compare(
      Plan plan, Source source, Reference reference, List<RiskCheck> passed) {
    return switch (reference) {
      case Reference.Missing(String why) -> missing(plan, source.toString(), why, passed);
      case Reference.Known(TokenAmount worth) -> {
        Fraction deviation = deviation(plan.quoted(), worth);
        boolean within = deviation.compareTo(references.maxDeviation()) <= 0;
        observer.priceCompared(chain, source.toString(), deviation, within);
        if (!within) {
          yield Optional.of(
              new Rejection.PriceDeviates(
                  source.toString(), worth, plan.quoted(), deviation, references.maxDeviation()));
        }
        passed.add(
            new RiskCheck(
                "price",
                "%s, worth %s by the %s: %s apart, of at most %s"
                    .formatted(
                        plan.quoted(), worth, source, deviation, references.maxDeviation())));
        yield Optional.empty();
      }
    };
  }

  private Optional<Rejection> missing(
      Plan plan, String source, String why, List<RiskCheck> passed) {
    observer.priceMissing(chain, source, references.allowMissing());
    if (!references.allowMissing()) {
      return Optional.of(
          new Rejection.NoReferencePrice(plan.sell().token(), plan.quoted().token(), why));
    }
    passed.add(new RiskCheck("price", "not compared, which is allowed: " + why));
    return Optional.empty();
  }

  /** Rounded up; one where it is more than that. */
  private static Fraction deviation(TokenAmount quoted, TokenAmount worth) {
    BigInteger reference = worth.units().toBigInteger();
    BigInteger apart = quoted.units().toBigInteger().subtract(reference).abs();
    BigInteger[] share = apart.multiply(ONE).divideAndRemainder(reference);
    BigInteger up = share[1].signum() == 0 ? share[0] : share[0].add(BigInteger.ONE);
    return new Fraction(up.min(ONE).longValueExact());
  }
}
