package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.EventIdConflict;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.postgres.CommitLine.Departure;
import dev.fairlead.event.postgres.CommitLine.Place;
import dev.fairlead.event.postgres.Commits.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What writes on this node: takes whatever waits, commits it together, and answers each caller.
 * What contradicts something earlier in the same batch waits for the next.
 *
 * <p>Two threads take turns: while the database makes one's commit, the other tells the callers of
 * the one before, gathers, chains and signs the next on top of it, and where that is of many
 * callers sends it behind. Should that commit not be what the next was built on, it is built again.
 */
final class Appender implements AutoCloseable {
  private static final int QUEUE = 4096;
  private static final int THREADS = 2;

  private final Commits commits;
  private final Sealer sealer;
  private final CommitNews news;
  private final EventStoreObserver observer;
  private final long patienceNanos;
  private final AppendQueue queue;
  private final ReentrantLock telling = new ReentrantLock();
  private final List<Thread> threads;
  private final AtomicInteger running = new AtomicInteger(THREADS);
  private volatile @Nullable Head expected;

  Appender(
      AppendConnection connection,
      Sealer sealer,
      CommitNews news,
      EventStoreObserver observer,
      Duration patience) {
    this.queue = new AppendQueue(QUEUE);
    this.commits = new Commits(connection, sealer, queue, observer);
    this.sealer = sealer;
    this.news = news;
    this.observer = observer;
    this.patienceNanos = patience.toNanos();
    this.threads =
        IntStream.rangeClosed(1, THREADS)
            .mapToObj(
                i -> Thread.ofPlatform().daemon().name("event-appender-" + i).unstarted(this::run))
            .toList();
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Called by any thread: hands the append over and waits for its answer. */
  AppendResult append(Append append) {
    long begun = System.nanoTime();
    PendingAppend pending = PendingAppend.of(append, begun + patienceNanos);
    handOver(pending);
    AppendResult result = pending.await();
    if (result instanceof EventIdConflict conflict) {
      observer.eventIdConflict(conflict.id());
    }
    observer.appended(result, Duration.ofNanos(System.nanoTime() - begun));
    return result;
  }

  private void handOver(PendingAppend pending) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          switch (queue.offer(pending, patienceNanos)) {
            case TAKEN -> {
              return;
            }
            case FULL ->
                throw new EventStoreException(
                    Kind.RETRYABLE, "too many appends wait; nothing of this one was written");
            case CLOSED -> throw closedException();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static EventStoreException closedException() {
    return new EventStoreException(Kind.FATAL, "the log is closed; nothing was written");
  }

  private void run() {
    List<PendingAppend> inHand = List.of();
    try {
      inHand = queue.take();
      while (!inHand.isEmpty()) {
        commit(inHand);
        inHand = queue.take();
      }
    } finally {
      inHand.forEach(Appender::stopped);
      queue.close();
      if (running.decrementAndGet() == 0) {
        commits.close();
        queue.rest().forEach(pending -> pending.fail(closedException()));
      }
    }
  }

  /** A bug has ended the thread that had it in hand. */
  private static void stopped(PendingAppend pending) {
    pending.fail(
        new EventStoreException(
            Kind.FATAL,
            "the appender has stopped by a bug; whether the events were written is unknown"));
  }

  /** Prepares a commit ahead of the database, waits for its turn, and tells of it. */
  private void commit(List<PendingAppend> waiting) {
    Preparation preparation = new Preparation();
    try {
      Batch batch = batchOf(waiting);
      Optional<CommitMessage> ahead = ahead(batch);
      Place place = commits.join(ahead, preparation);
      write(batch, ahead, place, preparation).ifPresent(this::tell);
    } finally {
      preparation.end();
    }
  }

  /** Lets the other thread prepare, once. */
  private final class Preparation implements Departure {
    private boolean over;

    @Override
    public void sent(SealedBatch sealed) {
      expected = sealed.after();
      end();
    }

    void end() {
      if (!over) {
        over = true;
        queue.prepared();
      }
    }
  }

  private Batch batchOf(List<PendingAppend> waiting) {
    Batch batch = new Batch();
    List<PendingAppend> later = new ArrayList<>();
    for (PendingAppend pending : waiting) {
      if (!batch.hasRoom()
          || (!later.isEmpty() && touchesAny(pending, later))
          || !batch.add(pending)) {
        later.add(pending);
      }
    }
    queue.putBack(later);
    return batch;
  }

  /** Appends to one stream keep their order: none overtakes one that was put off. */
  private static boolean touchesAny(PendingAppend pending, List<PendingAppend> others) {
    return pending.append().streams().stream()
        .anyMatch(part ->
            others.stream()
                .flatMap(other -> other.append().streams().stream())
                .anyMatch(other -> other.stream().equals(part.stream())));
  }

  private Optional<CommitMessage> ahead(Batch batch) {
    Head head = expected;
    return head == null ? Optional.empty() : sealer.ahead(head, batch);
  }

  /** The other thread's is next as soon as this is done, but is told of only after this one. */
  private Optional<Written> write(
      Batch batch, Optional<CommitMessage> ahead, Place place, Preparation preparation) {
    commits.await(place);
    long begun = System.nanoTime();
    try {
      Optional<Written> written = commits.commit(batch, ahead, place, preparation);
      if (written.isPresent()) {
        telling.lock();
      }
      return written;
    } finally {
      preparation.end();
      queue.done(System.nanoTime() - begun);
      commits.leave(place);
    }
  }

  /** Before any caller hears of it, it is known here where the streams stand now. */
  private void tell(Written written) {
    try {
      sealer.wrote(written.sealed());
      news.written(written.sealed(), written.took());
    } finally {
      telling.unlock();
    }
  }

  /** Takes nothing in any more, and ends when what waits is written. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
