package dev.fairlead.event.postgres;

import dev.fairlead.event.DamagedEvent;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one projection up with the log, on a thread of its own. Several nodes may keep the same
 * one: a row lock makes them take turns. An event that can't be worked in stops this projection
 * alone, until a rebuild by any node has put other rows in its place.
 */
final class ProjectionRunner implements AutoCloseable {
  /** As many events are worked in together at most, and with so many bytes of payload. */
  private static final int BATCH = 4000;

  private static final int BATCH_BYTES = 2 << 20;
  private static final Duration IDLE = Duration.ofMillis(25);

  /**
   * What nobody waits for is worked in bit by bit, with a pause between them: in one piece it would
   * take a processor for longer than most appends take, and some would wait for it. A full batch is
   * not: there may be more than that leaves time for.
   */
  private static final int BIT = 32;

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** How far it may go over events that are none of its own before it writes down where it is. */
  private static final long UNKEPT = 10_000;

  /** How long it may stand elsewhere than it wrote down. */
  private static final long UNKEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** So often one that has stopped looks whether another node rebuilt it. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long UNKNOWN = -1;

  private final Projection projection;
  private final EventLog log;
  private final DSLContext database;
  private final ProjectionPlace place;
  private final EventStoreObserver observer;
  private final ProjectionProgress progress;
  private final Thread thread;

  /** How often other rows were put in place of these, as far as this node knows. */
  private long rebuilt = UNKNOWN;

  /** What the row of its place says, or said when this node last wrote it. */
  private long kept;

  /**
   * So many events at most are worked in together: ever fewer after a failure, to stop right before
   * a poison, until some were worked in.
   */
  private int most = BATCH;

  /** Of the database, one after the other. */
  private int failures;

  private volatile boolean closed;
  private volatile @Nullable Subscription subscription;

  ProjectionRunner(
      Projection projection, EventLog log, DSLContext database, EventStoreObserver observer) {
    this.projection = projection;
    this.log = log;
    this.database = database;
    this.place = new ProjectionPlace(projection);
    this.observer = observer;
    this.progress = new ProjectionProgress(projection.name());
    this.thread = Thread.ofVirtual().name("projection-" + projection.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Other rows were put in place of its own: it goes on with them, also after it had stopped. */
  void replaced() {
    progress.goesOn();
    progress.lookAgain();
  }

  private void run() {
    try {
      while (!closed) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From where it stands until something is in the way. */
  private void turn() throws InterruptedException {
    try {
      follow(begin());
    } catch (SubscriptionEnded e) {
      if (e.reason() == SubscriptionEnded.Reason.CLOSED) {
        closed = true;
        keepAtEnd();
      }
    } catch (ProjectionPlace.Moved e) {
      most = BATCH;
    } catch (EventStoreException e) {
      if (e.kind() == Kind.FATAL) {
        stop(e);
      } else {
        failed(e);
      }
    } catch (DataAccessException e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      if (most == 1) {
        stop(e);
      } else {
        most /= 2;
      }
    }
  }

  private void failed(Exception failure) {
    observer.databaseFailed("projecting " + projection.name(), ++failures, failure);
    LockSupport.parkNanos(RETRY_NANOS);
  }

  /** Where it stands; from nothing when it is new or its revision is a later one. */
  private LogPosition begin() {
    ProjectionPlace.Row row =
        database.transactionResult(configuration -> place.begin(configuration.dsl()));
    rebuilt = row.rebuilt();
    projection.replaced();
    place.refuseLater(row);
    kept = row.position();
    progress.reached(kept);
    observer.projected(projection.name(), new LogPosition(kept), 0);
    return new LogPosition(kept);
  }

  private void follow(LogPosition from) throws InterruptedException {
    try (Subscription events = log.subscribe(from, projection.filter());
        WorkBehind behind = new WorkBehind("projection-" + projection.name() + "-work")) {
      subscription = events;
      long keptAt = System.nanoTime();
      while (!closed) {
        Gathered batch = next(events, behind);
        behind.await();
        most = kept > from.value() ? BATCH : most;
        long reached = events.position().value();
        boolean due =
            reached >= kept + UNKEPT
                || (reached > kept && System.nanoTime() - keptAt > UNKEPT_NANOS);
        if (batch.events().isEmpty() && !due) {
          progress.reached(Math.max(reached, progress.position()));
          continue;
        }
        long after = kept;
        if (batch.full() || isPatient()) {
          behind.begin(() -> apply(batch, after, reached));
        } else {
          apply(batch, after, reached);
        }
        kept = reached;
        keptAt = System.nanoTime();
      }
    }
    keepAtEnd();
  }

  /** Leaves its place as far as it was, so that the next start has nothing to go over again. */
  private void keepAtEnd() {
    try {
      apply(new Gathered(List.of(), false), kept, progress.position());
    } catch (ProjectionPlace.Moved e) {
      // Another node has begun it again: that one's place counts.
    } catch (DataAccessException e) {
      observer.databaseFailed("keeping the place of " + projection.name(), 1, e);
    }
  }

  /** Events to be worked in together; there are more at once when it is full. */
  private record Gathered(List<RecordedEvent> events, boolean full) {}

  /** What comes before an event that can't be read is worked in before that is met again. */
  private Gathered next(Subscription events, WorkBehind behind) throws InterruptedException {
    List<RecordedEvent> batch = new ArrayList<>();
    try {
      return new Gathered(batch, gather(events, batch));
    } catch (UnreadableEvent | DamagedEvent e) {
      if (batch.isEmpty()) {
        behind.await();
        throw e;
      }
      return new Gathered(batch, false);
    }
  }

  /** Whether there may be more at once. */
  private boolean gather(Subscription events, List<RecordedEvent> batch)
      throws InterruptedException {
    long bytes = 0;
    Optional<RecordedEvent> event = events.poll(IDLE);
    long end = System.nanoTime() + projection.gathers().toNanos();
    while (event.isPresent()) {
      batch.add(event.get());
      bytes += event.get().payload().length();
      if (batch.size() >= most || bytes >= BATCH_BYTES) {
        return true;
      }
      long left = Math.max(0, end - System.nanoTime());
      event = events.poll(Duration.ofNanos(left));
    }
    return false;
  }

  /** Events that another node worked in already are passed over. */
  private void apply(Gathered batch, long after, long reached) {
    database.transaction(configuration -> {
      DSLContext transaction = configuration.dsl();
      long at = place.goOn(transaction, rebuilt, after);
      if (reached > at) {
        List<RecordedEvent> events = after(at, batch.events());
        if (isPatient() && !batch.full()) {
          applyByBits(events, transaction);
        } else {
          projection.apply(events, transaction);
        }
        place.reach(transaction, reached);
      }
    });
    failures = 0;
    progress.reached(reached);
    if (!batch.events().isEmpty()) {
      observer.projected(projection.name(), new LogPosition(reached), batch.events().size());
    }
  }

  /** Whether nobody waits for its rows. */
  private boolean isPatient() {
    return projection.gathers().isPositive();
  }

  private void applyByBits(List<RecordedEvent> events, DSLContext transaction) {
    for (int from = 0; from < events.size(); from += BIT) {
      if (from > 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      projection.apply(events.subList(from, Math.min(events.size(), from + BIT)), transaction);
    }
  }

  /** Most often all of them; they are in order. */
  private static List<RecordedEvent> after(long at, List<RecordedEvent> batch) {
    int first = 0;
    while (first < batch.size() && batch.get(first).position().value() <= at) {
      first++;
    }
    return batch.subList(first, batch.size());
  }

  /** How far it has come; for any thread. */
  ProjectionProgress progress() {
    return progress;
  }

  /** Stands still until other rows are put in place of its own. */
  private void stop(Throwable reason) throws InterruptedException {
    observer.projectionStopped(projection.name(), new LogPosition(progress.position()), reason);
    progress.stopped(reason);
    while (!closed && !rebuiltSince()) {
      progress.pause(LOOK_NANOS);
    }
    most = BATCH;
    progress.goesOn();
  }

  private boolean rebuiltSince() {
    try {
      return place.rebuilt(database) != rebuilt;
    } catch (DataAccessException e) {
      observer.databaseFailed("looking at " + projection.name(), ++failures, e);
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    progress.lookAgain();
    Subscription open = subscription;
    if (open != null) {
      open.close();
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
