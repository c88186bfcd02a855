package dev.fairlead.bench.path;

import dev.fairlead.bench.Latencies;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.intent.IntentObserver;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hears of each step inside of the node. An intent is worked by one thread, and RPC calls are heard
 * on the thread that makes them; so the chain's share of an intent's time is known exactly.
 */
final class PathProbe implements IntentObserver, ChainObserver {
  private static final long PATIENCE_SECONDS = 60;

  private final Map<Step, Latencies> steps = new EnumMap<>(Step.class);
  private final Latencies ownToSent = new Latencies();
  private final Latencies chainToSent = new Latencies();
  private final Latencies blockToSettled = new Latencies();
  private final Latencies heardToVerified = new Latencies();

  /** What the calls of this thread have cost so far, in nanoseconds. */
  private final ThreadLocal<long[]> rpcNanos = ThreadLocal.withInitial(() -> new long[1]);

  /** When each block became final in the node's eyes, by number. */
  private final ConcurrentSkipListMap<Long, Long> finalAt = new ConcurrentSkipListMap<>();

  private final Map<IntentId, CompletableFuture<IntentStatus>> ends = new ConcurrentHashMap<>();

  PathProbe() {
    for (Step step : Step.values()) {
      steps.put(step, new Latencies());
    }
  }

  Latencies step(Step step) {
    return steps.getOrDefault(step, heardToVerified);
  }

  /** From the acceptance to the hand-over, without what the chain took to answer. */
  Latencies ownToSent() {
    return ownToSent;
  }

  /** What the chain took to answer in that time. */
  Latencies chainToSent() {
    return chainToSent;
  }

  /** From the finality of a trade's block to its durable settlement. */
  Latencies blockToSettled() {
    return blockToSettled;
  }

  /** From the first word of a block to its verified content, the chain's answers included. */
  Latencies heardToVerified() {
    return heardToVerified;
  }

  /** Forgets what was measured so far. */
  void reset() {
    steps.values().forEach(Latencies::reset);
    ownToSent.reset();
    chainToSent.reset();
    blockToSettled.reset();
    heardToVerified.reset();
  }

  /** Waits until an intent has ended, and says how. */
  IntentStatus awaitEnd(IntentId id) throws InterruptedException {
    try {
      return end(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "intent " + id + " did not end within " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("intent " + id + " stopped", e.getCause());
    } finally {
      ends.remove(id);
    }
  }

  private CompletableFuture<IntentStatus> end(IntentId id) {
    return ends.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  @Override
  public void answered(ChainId chain, String method, Duration took, String error) {
    rpcNanos.get()[0] += took.toNanos();
  }

  @Override
  public void extended(ChainId chain, BlockRef block, Duration lag) {
    heardToVerified.add(lag);
  }

  @Override
  public void finalized(ChainId chain, BlockRef block) {
    finalAt.put(block.number().value(), System.nanoTime());
  }

  @Override
  public void took(Step step, IntentId id, Duration time) {
    step(step).add(time);
    if (step == Step.ACCEPTED_TO_SENT) {
      long chain = rpcNanos.get()[0];
      chainToSent.addNanos(chain);
      ownToSent.addNanos(time.toNanos() - chain);
    }
  }

  @Override
  public void recorded(IntentEvent event, IntentStatus status) {
    long now = System.nanoTime();
    if (event instanceof IntentEvent.Settled settled) {
      Map.Entry<Long, Long> seen = finalAt.ceilingEntry(settled.block().number().value());
      if (seen != null) {
        blockToSettled.addNanos(now - seen.getValue());
      }
    }
    if (status.isEnd()) {
      end(event.id()).complete(status);
    }
  }

  @Override
  public void stopped(IntentId id, Throwable cause) {
    end(id).completeExceptionally(cause);
  }
}
