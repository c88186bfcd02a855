package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.PROJECTION;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.ProjectionStopped;
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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one projection up with the log, on a thread of its own. Several nodes may keep the same
 * one: a row lock makes them take turns. An event that can't be worked in stops this projection
 * alone.
 */
final class ProjectionRunner implements AutoCloseable {
  /** As many events are worked in together at most, and with so many bytes of payload. */
  private static final int BATCH = 4000;

  private static final int BATCH_BYTES = 2 << 20;
  private static final Duration IDLE = Duration.ofMillis(25);

  /** How far it may go over events that are none of its own before it writes down where it is. */
  private static final long UNKEPT = 10_000;

  /** How long it may stand elsewhere than it wrote down. */
  private static final long UNKEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Projection projection;
  private final EventLog log;
  private final DSLContext database;
  private final EventStoreObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Thread thread;
  private long position;
  private @Nullable Exception stoppedBy;
  private volatile boolean closed;
  private volatile @Nullable Subscription subscription;

  ProjectionRunner(
      Projection projection, EventLog log, DSLContext database, EventStoreObserver observer) {
    this.projection = projection;
    this.log = log;
    this.database = database;
    this.observer = observer;
    this.thread = newThread();
  }

  private Thread newThread() {
    return Thread.ofVirtual().name("projection-" + projection.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Goes on with the rows that were put in place of its own, also after it had stopped. */
  void replaced() {
    projection.replaced();
    lock.lock();
    try {
      if (stoppedBy != null && !closed) {
        stoppedBy = null;
        thread = newThread();
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    int attempt = 0;
    while (!closed) {
      try {
        follow(begin());
      } catch (SubscriptionEnded e) {
        if (e.reason() == SubscriptionEnded.Reason.CLOSED) {
          keepAtEnd();
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (EventStoreException e) {
        if (e.kind() == Kind.FATAL) {
          stop(e);
          return;
        }
        observer.databaseFailed("projecting " + projection.name(), ++attempt, e);
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (DataAccessException e) {
        observer.databaseFailed("projecting " + projection.name(), ++attempt, e);
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (RuntimeException e) {
        stop(e);
        return;
      }
    }
  }

  /** Where it stands; from nothing when it is new or its revision has changed. */
  private LogPosition begin() {
    long at =
        database.transactionResult(configuration -> {
          DSLContext transaction = configuration.dsl();
          transaction
              .insertInto(PROJECTION)
              .set(PROJECTION.NAME, projection.name())
              .set(PROJECTION.REVISION, projection.revision())
              .set(PROJECTION.POSITION, 0L)
              .onConflictDoNothing()
              .execute();
          Place place = lockedPlace(transaction);
          if (place.revision() == projection.revision()) {
            return place.position();
          }
          projection.clear(transaction);
          transaction
              .update(PROJECTION)
              .set(PROJECTION.REVISION, projection.revision())
              .set(PROJECTION.POSITION, 0L)
              .where(PROJECTION.NAME.eq(projection.name()))
              .execute();
          return 0L;
        });
    reached(at);
    return new LogPosition(at);
  }

  private record Place(long revision, long position) {}

  private Place lockedPlace(DSLContext transaction) {
    return transaction
        .select(PROJECTION.REVISION, PROJECTION.POSITION)
        .from(PROJECTION)
        .where(PROJECTION.NAME.eq(projection.name()))
        .forUpdate()
        .fetchSingle(row -> new Place(row.value1(), row.value2()));
  }

  private void follow(LogPosition from) throws InterruptedException {
    try (Subscription events = log.subscribe(from, projection.filter());
        WorkBehind behind = new WorkBehind("projection-" + projection.name() + "-work")) {
      subscription = events;
      long kept = from.value();
      long keptAt = System.nanoTime();
      while (!closed) {
        Gathered batch = next(events);
        behind.await();
        long reached = events.position().value();
        boolean due =
            reached >= kept + UNKEPT
                || (reached > kept && System.nanoTime() - keptAt > UNKEPT_NANOS);
        if (batch.events().isEmpty() && !due) {
          reached(Math.max(reached, position()));
          continue;
        }
        if (batch.full()) {
          behind.begin(() -> apply(batch.events(), reached));
        } else {
          apply(batch.events(), reached);
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
      apply(List.of(), position());
    } catch (DataAccessException e) {
      observer.databaseFailed("keeping the place of " + projection.name(), 1, e);
    }
  }

  /** Events to be worked in together; there are more at once when it is full. */
  private record Gathered(List<RecordedEvent> events, boolean full) {}

  private Gathered next(Subscription events) throws InterruptedException {
    List<RecordedEvent> batch = new ArrayList<>();
    long bytes = 0;
    Optional<RecordedEvent> event = events.poll(IDLE);
    long end = System.nanoTime() + projection.gathers().toNanos();
    while (event.isPresent()) {
      batch.add(event.get());
      bytes += event.get().payload().length();
      if (batch.size() >= BATCH || bytes >= BATCH_BYTES) {
        return new Gathered(batch, true);
      }
      long left = Math.max(0, end - System.nanoTime());
      event = events.poll(Duration.ofNanos(left));
    }
    return new Gathered(batch, false);
  }

  /** Events that another node worked in already are passed over. */
  private void apply(List<RecordedEvent> batch, long reached) {
    database.transaction(configuration -> {
      DSLContext transaction = configuration.dsl();
      long at = lockedPlace(transaction).position();
      List<RecordedEvent> fresh = after(at, batch);
      if (reached > at) {
        projection.apply(fresh, transaction);
        transaction
            .update(PROJECTION)
            .set(PROJECTION.POSITION, reached)
            .where(PROJECTION.NAME.eq(projection.name()))
            .execute();
      }
    });
    reached(reached);
    if (!batch.isEmpty()) {
      observer.projected(projection.name(), new LogPosition(reached), batch.size());
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

  /** Why it has stopped, if it has. */
  Optional<String> stopped() {
    lock.lock();
    try {
      return Optional.ofNullable(stoppedBy).map(Throwable::toString);
    } finally {
      lock.unlock();
    }
  }

  private void reached(long at) {
    lock.lock();
    try {
      position = at;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void stop(Exception reason) {
    Subscription at = subscription;
    observer.projectionStopped(
        projection.name(),
        at != null && reason instanceof UnreadableEvent
            ? at.position()
            : new LogPosition(position()),
        reason);
    lock.lock();
    try {
      stoppedBy = reason;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Up to here the log is in the rows. */
  long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a position is in the rows. */
  void await(LogPosition wanted, Duration patience) throws InterruptedException {
    if (!reaches(wanted, patience)) {
      throw new EventStoreException(
          Kind.RETRYABLE,
          "the projection %s is at position %d, not yet at %s"
              .formatted(projection.name(), position(), wanted));
    }
  }

  /** Waits until a position is in the rows; false when it is not within this time. */
  boolean reaches(LogPosition wanted, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (position < wanted.value() && stoppedBy == null && left > 0) {
        left = moved.awaitNanos(left);
      }
      if (position < wanted.value() && stoppedBy != null) {
        throw new ProjectionStopped(projection.name(), new LogPosition(position), stoppedBy);
      }
      return position >= wanted.value();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    Subscription open = subscription;
    if (open != null) {
      open.close();
    }
    try {
      running().join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread running() {
    lock.lock();
    try {
      return thread;
    } finally {
      lock.unlock();
    }
  }
}
