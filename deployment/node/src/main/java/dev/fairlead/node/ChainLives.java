package dev.fairlead.node;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Reorg;
import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.node.market.RecorderObserver;
import dev.fairlead.node.market.RecorderObserver.What;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Records what happens to chains as events of their own streams, by a task of its own: whoever
 * follows a chain only puts it into a queue. What does not fit, and what the log refuses for good,
 * is told to the observer; while the database is away everything waits, in order.
 */
final class ChainLives implements ChainObserver, AutoCloseable {
  static final int WAITING = 1_024;

  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

  private final EventLog log;
  private final String node;
  private final RecorderObserver observer;
  private final BlockingQueue<Happening> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Map<StreamId, Long> versions = new HashMap<>();
  private final Thread thread;
  private volatile boolean closing;

  private record Happening(What what, ChainId chain, NewEvent event) {}

  private ChainLives(EventLog log, String node, ThreadFactory threads, RecorderObserver observer) {
    this.log = log;
    this.node = node;
    this.observer = observer;
    this.thread = threads.newThread(this::run);
  }

  /** Starts to record, as a node. */
  static ChainLives start(
      EventLog log, String node, ThreadFactory threads, RecorderObserver observer) {
    ChainLives lives = new ChainLives(log, node, threads, observer);
    lives.thread.start();
    return lives;
  }

  @Override
  public void reorganised(ChainId chain, Reorg reorg) {
    List<BlockRef> named =
        reorg.abandoned().stream().limit(NodeEvent.ChainReorganised.MOST_BLOCKS).toList();
    keep(
        What.REORG,
        chain,
        new NodeEvent.ChainReorganised(
            chain,
            reorg.ancestor(),
            reorg.abandoned().getLast(),
            reorg.head(),
            reorg.depth(),
            named,
            node,
            log.known()));
  }

  @Override
  public void halted(ChainId chain, String reason) {
    int most = Math.min(reason.length(), NodeEvent.ChainHalted.MOST_REASON);
    keep(
        What.HALT,
        chain,
        new NodeEvent.ChainHalted(chain, reason.substring(0, most), node, log.known()));
  }

  private void keep(What what, ChainId chain, NodeEvent event) {
    Happening happening = new Happening(what, chain, new NewEvent(EventId.next(), event));
    if (closing || !waiting.offer(happening)) {
      observer.notKept(what, chain);
    }
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        Happening happening = waiting.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        if (happening != null) {
          record(happening);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiting.forEach(left -> observer.notKept(left.what(), left.chain()));
    }
  }

  private void record(Happening happening) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        append(happening);
        observer.kept(
            happening.what(), happening.chain(), 1, Duration.ofNanos(System.nanoTime() - start));
        return;
      } catch (EventStoreException e) {
        observer.failed(happening.what(), happening.chain(), e);
        if (e.kind() == EventStoreException.Kind.FATAL) {
          observer.notKept(happening.what(), happening.chain());
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    }
  }

  /** Other nodes write to the same stream; a conflict says where it stands. */
  private void append(Happening happening) {
    StreamId stream = StreamId.chain(happening.chain());
    while (true) {
      long version = versions.getOrDefault(stream, 0L);
      switch (log.append(Append.to(stream, version, happening.event()))) {
        case AppendResult.Appended _ -> {
          versions.put(stream, version + 1);
          return;
        }
        case AppendResult.VersionConflict conflict ->
            versions.put(stream, conflict.actualVersion());
        case AppendResult other ->
            throw new EventStoreException(
                EventStoreException.Kind.FATAL, "the log refused what happened: " + other);
      }
    }
  }

  /** Records what waits, for a moment, then stops. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(LAST_CHANCE)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
