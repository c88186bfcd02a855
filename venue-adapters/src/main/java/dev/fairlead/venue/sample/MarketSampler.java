package dev.fairlead.venue.sample;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.depth.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Compares pools with the chain's own quoters, at the very block that a market stands at.
 *
 * <p>Pairs and amounts are chosen at random: amounts from the smallest whose price counts up to a
 * thousand times as much. For one thread.
 */
public final class MarketSampler {
  private static final int MOST_TIMES = 1_000;
  private static final int MOST_BITS = 128;

  private final Chain chain;
  private final Map<VenueId, ChainQuoter> quoters;
  private final RandomGenerator random;

  public MarketSampler(Chain chain, Map<VenueId, ChainQuoter> quoters, RandomGenerator random) {
    this.chain = chain;
    this.quoters = Map.copyOf(quoters);
    this.random = random;
  }

  private record Trial(
      int place,
      ChainQuoter quoter,
      Pool pool,
      Token in,
      Token out,
      Quote.Filled here,
      Call question) {}

  /** One verdict for each pool, in their order. Blocks, as calls of the chain do. */
  public List<Verdict> compare(Market market, List<Pool> pools) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    for (Pool pool : pools) {
      trial(verdicts.size(), pool).ifPresent(trials::add);
      verdicts.add(new Verdict.Unknown(pool.id(), "nothing could be compared"));
    }
    List<CallResult> answers =
        chain.call(market.block(), trials.stream().map(Trial::question).toList());
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      verdicts.set(trial.place(), verdict(market, trial, answers.get(i)));
    }
    return verdicts;
  }

  /**
   * Asks once more what a pool of this market differed in, at the same block: an endpoint may have
   * answered from the state of another one, as where the next block came while it did.
   */
  public Verdict again(Market market, Verdict.Differs first) {
    Optional<Trial> trial =
        market
            .pool(first.pool())
            .flatMap(pool -> trial(pool, first.in(), first.out(), first.amountIn()));
    return trial.isEmpty()
        ? new Verdict.Unknown(first.pool(), "it can't be asked again")
        : verdict(
            market,
            trial.get(),
            chain.call(market.block(), List.of(trial.get().question())).getFirst());
  }

  private Optional<Trial> trial(Pool pool, Token in, Token out, Uint256 amount) {
    ChainQuoter quoter = quoters.get(pool.id().venue());
    return quoter != null && pool.quoteExactIn(in, out, amount) instanceof Quote.Filled here
        ? quoter
            .question(pool, in, out, amount)
            .map(call -> new Trial(0, quoter, pool, in, out, here, call))
        : Optional.empty();
  }

  private Optional<Trial> trial(int place, Pool pool) {
    ChainQuoter quoter = quoters.get(pool.id().venue());
    if (quoter == null || pool instanceof SilencedPool) {
      return Optional.empty();
    }
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Optional<Quote.Filled> probe = Depth.of(pool, in, out).map(Depth::probe);
    return probe
        .map(least -> more(pool, in, out, least))
        .flatMap(here ->
            quoter
                .question(pool, in, out, here.amountIn())
                .map(call -> new Trial(place, quoter, pool, in, out, here, call)));
  }

  private Quote.Filled more(Pool pool, Token in, Token out, Quote.Filled least) {
    Uint256 times = Uint256.of(random.nextInt(1, MOST_TIMES));
    if (least.amountIn().bitLength() + times.bitLength() > MOST_BITS) {
      return least;
    }
    return pool.quoteExactIn(in, out, least.amountIn().times(times)) instanceof Quote.Filled more
        ? more
        : least;
  }

  private static Verdict verdict(Market market, Trial trial, CallResult answer) {
    Uint256 here = trial.here().amountOut();
    String onChain;
    switch (answer) {
      case CallResult.Reverted(Bytes _, String reason) -> onChain = "none (" + reason + ")";
      case CallResult.Returned(Bytes data) -> {
        try {
          Uint256 there = trial.quoter().amountOut(AbiReader.of(data));
          if (there.isAtLeast(here) && there.minus(here).isAtMost(trial.quoter().excess())) {
            return new Verdict.Agrees(trial.pool().id());
          }
          onChain = there.toString();
        } catch (IllegalArgumentException e) {
          return new Verdict.Unknown(trial.pool().id(), "no answer: " + e.getMessage());
        }
      }
    }
    return new Verdict.Differs(
        trial.pool().id(),
        market.block(),
        trial.in(),
        trial.out(),
        trial.here().amountIn(),
        here.toString(),
        onChain);
  }
}
