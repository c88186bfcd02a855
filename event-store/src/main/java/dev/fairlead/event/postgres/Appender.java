package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.AppendResult.EventIdConflict;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.postgres.CommitStatement.Answer;
import dev.fairlead.event.postgres.PendingAppend.Attempt;
import dev.fairlead.event.postgres.PendingAppend.Encoded;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this node that writes: takes whatever waits, commits it together, and answers
 * each caller. What contradicts something earlier in the same batch waits for the next.
 */
final class Appender implements AutoCloseable {
  private static final int QUEUE = 4096;
  private static final int MANY = 4;

  /** The share of a commit's time that the next one waits for more, but never long. */
  private static final int GATHERING = 8;

  private static final long MOST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final AppendConnection connection;
  private final EventSigner signer;
  private final InstantSource clock;
  private final EventStoreObserver observer;
  private final Tail tail;
  private final Hints hints;
  private final long patienceNanos;
  private final AppendQueue queue = new AppendQueue(QUEUE);
  private final StreamPlaces places = new StreamPlaces();
  private final CanonicalForm form = new CanonicalForm();
  private final Deque<PendingAppend> carried = new ArrayDeque<>();
  private final Thread thread;
  private int failures;
  private @Nullable Exception lastFailure;

  Appender(
      AppendConnection connection,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer,
      Tail tail,
      Hints hints,
      Duration patience) {
    this.connection = connection;
    this.signer = signer;
    this.clock = clock;
    this.observer = observer;
    this.tail = tail;
    this.hints = hints;
    this.patienceNanos = patience.toNanos();
    this.thread = Thread.ofPlatform().daemon().name("event-appender").unstarted(this::run);
  }

  void start() {
    thread.start();
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
    try {
      List<PendingAppend> waiting = queue.drain(true);
      while (!waiting.isEmpty() || !carried.isEmpty()) {
        carried.addAll(waiting);
        Batch batch = nextBatch();
        int answered = batch.appends().size();
        long begun = System.nanoTime();
        commit(batch);
        waiting = next(answered, System.nanoTime() - begun);
      }
    } finally {
      queue.close();
      connection.close();
      carried.addAll(queue.drain(false));
      carried.forEach(pending -> pending.fail(closedException()));
      carried.clear();
    }
  }

  /**
   * What the next commit is made of. After one for many it is worth a little of its time to let
   * them come again: a commit has a price of its own, and halves of them would each pay it.
   */
  private List<PendingAppend> next(int answered, long tookNanos) {
    long nanos = Math.min(MOST_GATHERING_NANOS, tookNanos / GATHERING);
    List<PendingAppend> gathered =
        answered < MANY ? List.of() : queue.drainGathered(answered, nanos);
    return gathered.isEmpty() ? queue.drain(carried.isEmpty()) : gathered;
  }

  private Batch nextBatch() {
    Batch batch = new Batch();
    List<PendingAppend> later = new ArrayList<>();
    while (!carried.isEmpty() && batch.hasRoom()) {
      PendingAppend pending = carried.removeFirst();
      if ((!later.isEmpty() && touchesAny(pending, later)) || !batch.add(pending)) {
        later.add(pending);
      }
    }
    for (int i = later.size() - 1; i >= 0; i--) {
      carried.addFirst(later.get(i));
    }
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

  /** Brings a batch to its end: every append in it is answered, failed or put off. */
  private void commit(Batch batch) {
    boolean ended = false;
    try {
      while (!batch.isEmpty() && !tryCommit(batch)) {
        if (failures > 0) {
          pause();
        }
        batch = withoutExpired(batch);
      }
      ended = true;
    } finally {
      if (!ended) {
        fail(batch, new EventStoreException(Kind.FATAL, "the appender has stopped by a bug"));
      }
    }
  }

  private boolean tryCommit(Batch batch) {
    Optional<SealedBatch> sent = Optional.empty();
    try {
      Head head = connection.head();
      if (!places.reach(batch.changes(), connection.database())) {
        return answerConflicts(
            batch, new EventStoreException(Kind.FATAL, "a stream stands elsewhere"));
      }
      SealedBatch sealed = SealedBatch.on(head, batch, recordingTime(head), places, signer, form);
      sent = Optional.of(sealed);
      long begun = System.nanoTime();
      Answer answer = connection.statement().execute(sealed, signer.key());
      failures = 0;
      switch (answer.outcome()) {
        case WRITTEN -> written(sealed, Duration.ofNanos(System.nanoTime() - begun));
        case MOVED -> {
          connection.moved(answer.head());
          observer.headMoved(new LogPosition(answer.head().position()));
          return false;
        }
        case FENCED ->
            fail(
                batch,
                new EventStoreException(
                    Kind.FATAL,
                    "another node took over the log (epoch %d after %d)"
                        .formatted(answer.head().epoch(), head.epoch())));
      }
      return true;
    } catch (SQLException e) {
      return failed(batch, sent, e);
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      return failed(batch, Optional.empty(), cause == null ? new SQLException(e) : cause);
    } catch (EventStoreException e) {
      if (e.kind() == Kind.FATAL) {
        fail(batch, e);
        return true;
      }
      databaseFailed(e);
      connection.close();
      return false;
    }
  }

  /** Time never runs backwards in the log, whatever the clock does; whole microseconds. */
  private Instant recordingTime(Head head) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
  }

  private void written(SealedBatch sealed, Duration took) {
    connection.moved(sealed.after());
    places.wrote(sealed.places());
    List<PendingAppend> appends = sealed.batch().appends();
    for (int i = 0; i < appends.size(); i++) {
      PendingAppend pending = appends.get(i);
      long first = sealed.firsts().get(i);
      pending.complete(
          new Appended(
              new LogPosition(first),
              new LogPosition(first + pending.size() - 1),
              sealed.recordedAt(),
              false));
    }
    tail.publish(recorded(sealed));
    hints.committed(sealed.after().position());
    observer.committed(
        appends.size(),
        sealed.events().size(),
        new LogPosition(sealed.events().getLast().position()),
        took);
  }

  private static List<RecordedEvent> recorded(SealedBatch sealed) {
    List<RecordedEvent> events = new ArrayList<>(sealed.events().size());
    for (PendingAppend pending : sealed.batch().appends()) {
      for (int part = 0; part < pending.append().streams().size(); part++) {
        for (Encoded encoded : pending.events(part)) {
          events.add(sealed.events().get(events.size()).with(encoded.event().event()));
        }
      }
    }
    return events;
  }

  /** Whether the batch has come to its end by this failure. */
  private boolean failed(Batch batch, Optional<SealedBatch> sent, SQLException failure) {
    return switch (DatabaseFailure.of(failure)) {
      case CONFLICT -> answerConflicts(batch, DatabaseFailure.toException("appending", failure));
      case TRANSIENT -> {
        databaseFailed(failure);
        yield false;
      }
      case UNKNOWN_OUTCOME -> {
        sent.ifPresent(Appender::rememberAttempt);
        databaseFailed(failure);
        connection.close();
        yield false;
      }
      case FATAL -> {
        fail(batch, DatabaseFailure.toException("appending", failure));
        connection.close();
        yield true;
      }
    };
  }

  private void databaseFailed(Exception failure) {
    failures++;
    lastFailure = failure;
    observer.databaseFailed("appending", failures, failure);
  }

  private static void rememberAttempt(SealedBatch sealed) {
    List<PendingAppend> appends = sealed.batch().appends();
    for (int i = 0; i < appends.size(); i++) {
      long first = sealed.firsts().get(i);
      int index = (int) (first - sealed.head().position() - 1);
      appends.get(i).attempted(new Attempt(first, sealed.events().get(index).hash()));
    }
  }

  /** Answers those that stand in conflict; the others go into the next batch, before all else. */
  private boolean answerConflicts(Batch batch, EventStoreException otherwise) {
    List<PendingAppend> rest = new ArrayList<>();
    try {
      Conflicts conflicts = new Conflicts(connection.database());
      for (PendingAppend pending : batch.appends()) {
        Optional<AppendResult> answer = conflicts.answer(pending, batch);
        if (answer.isPresent()) {
          pending.complete(answer.get());
        } else {
          rest.add(pending);
        }
      }
    } catch (SQLException | DataAccessException e) {
      databaseFailed(e);
      connection.close();
      return false;
    }
    if (rest.size() == batch.appends().size()) {
      fail(batch, otherwise);
      return true;
    }
    for (int i = rest.size() - 1; i >= 0; i--) {
      carried.addFirst(rest.get(i));
    }
    return true;
  }

  private Batch withoutExpired(Batch batch) {
    long now = System.nanoTime();
    Batch rest = new Batch();
    List<PendingAppend> later = new ArrayList<>();
    for (PendingAppend pending : batch.appends()) {
      if (failures > 0 && (pending.expired(now) || queue.isClosed())) {
        pending.fail(
            new EventStoreException(
                Kind.RETRYABLE,
                "the database did not answer in time; whether the events were written is unknown:"
                    + " append them again under the same ids",
                lastFailure));
      } else if (!rest.add(pending)) {
        later.add(pending);
      }
    }
    for (int i = later.size() - 1; i >= 0; i--) {
      carried.addFirst(later.get(i));
    }
    return rest;
  }

  private void pause() {
    long nanos = FIRST_PAUSE_NANOS << Math.min(10, failures - 1);
    LockSupport.parkNanos(Math.min(LAST_PAUSE_NANOS, nanos));
  }

  private static void fail(Batch batch, EventStoreException reason) {
    batch.appends().forEach(pending -> pending.fail(reason));
  }

  /** Takes nothing in any more, and ends when what waits is written. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
