package dev.fairlead.node.trust;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.config.MarketConfig;
import dev.fairlead.venue.Exclusions.Cause;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueException;
import dev.fairlead.venue.sample.ChainQuoter;
import dev.fairlead.venue.sample.MarketReview;
import dev.fairlead.venue.sample.MarketSampler;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.token.TokenProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * Keeps what can't be trusted out of a chain's market: tokens until they pass a probe, and pools
 * whose quotes differ from the chain's own.
 *
 * <p>What was taken up from a kept market is read again, some of it with each block. It is traded
 * on meanwhile: each block since then was applied as always, a sample was compared before the first
 * trade, and every trade is simulated on the newest state.
 *
 * <p>From its making on, tokens that are not trusted are excluded; {@link #inspect} lets in what
 * passes. Its own thread then looks again with every block, and is the only one that excludes on
 * these grounds.
 */
public final class MarketGuard implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Chain chain;
  private final MarketKeeper keeper;
  private final MarketConfig config;
  private final Address trader;
  private final TokenAdmission tokens;
  private final MarketSampler sampler;
  private final MarketReview review;
  private final Quarantine quarantine;
  private final GuardObserver observer;
  private final Thread thread;
  private volatile boolean closing;
  private long lastSampled;

  /**
   * What a guard knows of a chain.
   *
   * @param known the tokens that can be in its market
   * @param trusted those of them that are never probed
   * @param vaults who holds the tokens of venues whose pools have no address
   * @param adapters who reads its pools
   * @param trader the account that will hold tokens
   */
  public record Surroundings(
      Collection<Token> known,
      Set<Address> trusted,
      Map<VenueId, Address> vaults,
      Map<VenueId, ChainQuoter> quoters,
      List<VenueAdapter> adapters,
      Address trader) {}

  private MarketGuard(
      Chain chain,
      MarketKeeper keeper,
      MarketConfig config,
      Surroundings around,
      ThreadFactory threads,
      GuardObserver observer) {
    this.chain = chain;
    this.keeper = keeper;
    this.config = config;
    this.trader = around.trader();
    this.tokens = new TokenAdmission(around.trusted(), around.vaults(), config.probeEvery());
    this.sampler =
        new MarketSampler(chain, around.quoters(), RandomGenerator.of("L64X128MixRandom"));
    this.review = new MarketReview(chain, around.adapters());
    this.quarantine = new Quarantine(config.sampleSize(), config.readmission());
    this.observer = observer;
    this.thread = threads.newThread(this::run);
  }

  /** Excludes what is not trusted; begins to look once {@link #begin} is called. */
  public static MarketGuard over(
      Chain chain,
      MarketKeeper keeper,
      MarketConfig config,
      Surroundings around,
      ThreadFactory threads,
      GuardObserver observer) {
    MarketGuard guard = new MarketGuard(chain, keeper, config, around, threads, observer);
    if (config.probeTokens()) {
      for (Token token : around.known()) {
        if (!around.trusted().contains(token.address())) {
          keeper.exclude(
              Cause.PROBE, known -> known.with(token.address(), TokenAdmission.NOT_PROBED));
        }
      }
    }
    return guard;
  }

  /** Looks once at a market that is loaded, then goes on by itself. */
  public void begin() {
    keeper.wholeMarket().ifPresent(this::inspectOrSay);
    thread.start();
  }

  private void run() {
    BlockNumber next = new BlockNumber(0);
    while (!closing) {
      try {
        Optional<Market> market = awaited(next);
        if (market.isPresent()) {
          inspectOrSay(market.get());
          next = market.get().block().number().next();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Empty where there is no such block yet. */
  private Optional<Market> awaited(BlockNumber height) throws InterruptedException {
    try {
      keeper.await(height, PATIENCE);
      return keeper.wholeMarket();
    } catch (VenueException e) {
      return Optional.empty();
    }
  }

  /** Whatever goes wrong once: the guard stays, and looks again at the next block. */
  private void inspectOrSay(Market market) {
    try {
      inspect(market);
    } catch (RuntimeException e) {
      observer.failed(chain.id(), String.valueOf(e.getMessage()));
    }
  }

  /** Probes and compares what is due at the market's block. */
  void inspect(Market market) {
    if (config.probeTokens()) {
      TokenProbe probe = new TokenProbe(chain, market.block(), trader);
      tokens.probe(market, probe).forEach(this::judge);
    }
    long height = market.block().number().value();
    if (config.sampleEvery() > 0 && Math.abs(height - lastSampled) >= config.sampleEvery()) {
      quarantine.keepOnly(keeper.exclusions(Cause.SAMPLE).pools().keySet());
      sampler.compare(market, quarantine.sample(market)).forEach(verdict -> judge(market, verdict));
      lastSampled = height;
    }
    if (keeper.takenUp().isPresent() && !review.isOver(market)) {
      review(market);
    }
  }

  /** A market that was loaded was read just now; one that was kept is, part by part. */
  private void review(Market market) {
    List<PoolId> wrong = review.next(market, config.reviewSize());
    if (!wrong.isEmpty()) {
      keeper.readAgain(wrong);
    }
    observer.reviewed(chain.id(), review.reviewed(), market.size());
  }

  private void judge(TokenFinding finding) {
    Address token = finding.token().address();
    keeper.exclude(
        Cause.PROBE,
        known ->
            finding.passes()
                ? known.without(token)
                : known.with(token, String.join("; ", finding.objections())));
    observer.probed(chain.id(), finding);
  }

  private void judge(Market market, Verdict verdict) {
    PoolId pool = verdict.pool();
    switch (verdict) {
      case Verdict.Differs differs -> doubt(market, differs);
      case Verdict.Agrees agrees -> {
        observer.compared(chain.id(), agrees);
        if (quarantine.agreed(pool)) {
          keeper.exclude(Cause.SAMPLE, known -> known.without(pool));
          observer.readmitted(chain.id(), agrees);
        }
      }
      case Verdict.Unknown unknown -> observer.compared(chain.id(), unknown);
    }
  }

  /** Kept out at once, and let back at once where the chain takes its word back. */
  private void doubt(Market market, Verdict.Differs first) {
    PoolId pool = first.pool();
    boolean isNew = quarantine.differed(pool);
    keeper.exclude(Cause.SAMPLE, known -> known.with(pool, first.words()));
    if (isNew && isTakenBack(market, first)) {
      quarantine.cleared(pool);
      keeper.exclude(Cause.SAMPLE, known -> known.without(pool));
      observer.recanted(chain.id(), first);
      return;
    }
    observer.compared(chain.id(), first);
    if (isNew) {
      observer.quarantined(chain.id(), first);
    }
  }

  /** Where the chain does not answer again, its first word stands. */
  private boolean isTakenBack(Market market, Verdict.Differs first) {
    try {
      return sampler.again(market, first) instanceof Verdict.Agrees;
    } catch (ChainException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
