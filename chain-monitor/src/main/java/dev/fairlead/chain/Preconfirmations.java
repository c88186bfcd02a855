package dev.fairlead.chain;

import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks for sent transactions in the pending block of a chain whose producer pre-confirms, as long
 * as there are any that no block holds. A promise that no block kept in time is withdrawn, and what
 * was promised is asked about no more until it is sent again.
 */
final class Preconfirmations {
  /** So many blocks after the one that was promised, the promise is broken. */
  private static final int GRACE = 2;

  /** What is not promised for so many blocks is asked about no more. */
  private static final int BLOCKS = 64;

  private static final int MOST = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ChainId chain;
  private final Duration interval;
  private final Rpc rpc;
  private final ChainView view;
  private final ChainObserver observer;
  private final Map<TxHash, Sent> underWay = new ConcurrentHashMap<>();
  private final Semaphore sent = new Semaphore(0);
  private final AtomicLong broken = new AtomicLong();

  private record Sent(long at, long head, @Nullable Preconfirmation promise) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - at);
    }
  }

  Preconfirmations(
      ChainId chain, Duration interval, Rpc rpc, ChainView view, ChainObserver observer) {
    this.chain = chain;
    this.interval = interval;
    this.rpc = rpc;
    this.view = view;
    this.observer = observer;
  }

  /** These bytes were offered at that time, and may be on their way. */
  void sent(TxHash hash, long at) {
    if (underWay.size() < MOST) {
      underWay.putIfAbsent(hash, new Sent(at, view.head().number().value(), null));
      sent.release();
    }
  }

  /** What was promised of a transaction that no block holds yet. */
  Optional<Preconfirmation> of(TxHash hash) {
    Sent known = underWay.get(hash);
    return known == null || view.placeOf(hash).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(known.promise());
  }

  /** How many promises no block kept. */
  long broken() {
    return broken.get();
  }

  /** Asks until it is interrupted, or the chain halts. */
  void watch() {
    try {
      while (view.halted().isEmpty()) {
        if (underWay.isEmpty()) {
          var _ = sent.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
          sent.drainPermits();
        } else {
          BlockRef head = view.head();
          look(head);
          view.awaitHeadOtherThan(head, interval.toNanos());
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(BlockRef head) {
    if (underWay.values().stream().anyMatch(one -> one.promise() == null)) {
      pending().filter(block -> block.number().isAfter(head.number())).ifPresent(this::hear);
    }
    List.copyOf(underWay.entrySet())
        .forEach(one -> judge(one.getKey(), one.getValue(), head.number().value()));
  }

  /** A hint may be missed: the chain goes on by its blocks. */
  private Optional<PendingBlock> pending() {
    try {
      return rpc.call(PendingBlock.REQUEST).orThrow("eth_getBlockByNumber");
    } catch (ChainException unheard) {
      return Optional.empty();
    }
  }

  private void hear(PendingBlock block) {
    underWay.forEach((hash, one) -> {
      if (one.promise() == null && block.transactions().contains(hash)) {
        Preconfirmation promise = new Preconfirmation(hash, block.number(), one.age());
        underWay.put(hash, new Sent(one.at(), one.head(), promise));
        observer.preconfirmed(chain, promise);
      }
    });
  }

  private void judge(TxHash hash, Sent one, long head) {
    Preconfirmation promise = one.promise();
    if (view.placeOf(hash).isPresent()) {
      underWay.remove(hash);
      observer.included(chain, hash, one.age());
    } else if (promise != null && head >= promise.number().value() + GRACE) {
      underWay.remove(hash);
      broken.incrementAndGet();
      observer.promiseBroken(chain, promise);
    } else if (promise == null && head >= one.head() + BLOCKS) {
      underWay.remove(hash);
    }
  }
}
