package dev.fairlead.node;

import dev.fairlead.api.v1.ChainActivity;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Reorg;
import dev.fairlead.event.codec.Values;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what happens on each chain and endpoint from the node's start on, for who asks now. */
final class ChainTally implements ChainObserver {
  private final InstantSource clock;
  private final Instant since;
  private final Map<ChainId, Moves> chains = new ConcurrentHashMap<>();
  private final Map<Place, Calls> endpoints = new ConcurrentHashMap<>();

  ChainTally(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  private record Place(ChainId chain, String endpoint) {}

  private static final class Moves {
    private final LongAdder blocks = new LongAdder();
    private final LongAdder reorgs = new LongAdder();
    private volatile int deepest;
    private volatile @Nullable Instant last;
  }

  private static final class Calls {
    private final LongAdder answers = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder hedges = new LongAdder();
    private final LongAdder rateLimits = new LongAdder();
  }

  @Override
  public void extended(ChainId chain, BlockRef block, Duration lag) {
    moves(chain).blocks.increment();
  }

  /** Told by the one thread that moves the chain. */
  @Override
  public void reorganised(ChainId chain, Reorg reorg) {
    Moves moves = moves(chain);
    moves.reorgs.increment();
    moves.deepest = Math.max(moves.deepest, reorg.depth());
    moves.last = clock.instant();
  }

  @Override
  public void endpointAnswered(ChainId chain, String endpoint, Duration took) {
    calls(chain, endpoint).answers.increment();
  }

  @Override
  public void endpointFailed(
      ChainId chain, String endpoint, ChainException.Fault fault, String what) {
    calls(chain, endpoint).failures.increment();
  }

  @Override
  public void hedged(ChainId chain, String endpoint) {
    calls(chain, endpoint).hedges.increment();
  }

  @Override
  public void rateLimited(ChainId chain, String endpoint, Duration pause) {
    calls(chain, endpoint).rateLimits.increment();
  }

  /** What a chain did. */
  ChainActivity of(ChainId chain) {
    Moves moves = moves(chain);
    ChainActivity.Builder activity =
        ChainActivity.newBuilder()
            .setSince(Values.timestamp(since))
            .setBlocks(moves.blocks.sum())
            .setReorgs(moves.reorgs.sum())
            .setDeepestReorg(moves.deepest);
    Instant last = moves.last;
    if (last != null) {
      activity.setLastReorg(Values.timestamp(last));
    }
    return activity.build();
  }

  /** Adds what an endpoint was asked. */
  void write(ChainId chain, EndpointCondition.Builder condition) {
    Calls calls = calls(chain, condition.getName());
    condition
        .setAnswers(calls.answers.sum())
        .setFailures(calls.failures.sum())
        .setHedges(calls.hedges.sum())
        .setRateLimits(calls.rateLimits.sum());
  }

  private Moves moves(ChainId chain) {
    return chains.computeIfAbsent(chain, _ -> new Moves());
  }

  private Calls calls(ChainId chain, String endpoint) {
    return endpoints.computeIfAbsent(new Place(chain, endpoint), _ -> new Calls());
  }
}
