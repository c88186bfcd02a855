package dev.fairlead.event.postgres;

import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogTakenOver;
import dev.fairlead.event.postgres.CommitLine.Departure;
import dev.fairlead.event.postgres.CommitLine.Place;
import dev.fairlead.event.postgres.PendingAppend.Attempt;
import dev.fairlead.model.LogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Brings batches to their end, in their order: each append in them is written, answered with what
 * stands against it, failed, or put back. For several threads, of which one at a time is in turn.
 */
final class Commits implements AutoCloseable {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final AppendConnection connection;
  private final Sealer sealer;
  private final AppendQueue queue;
  private final EventStoreObserver observer;
  private final CommitLine line = new CommitLine();
  private int failures;
  private @Nullable Exception lastFailure;

  Commits(
      AppendConnection connection, Sealer sealer, AppendQueue queue, EventStoreObserver observer) {
    this.connection = connection;
    this.sealer = sealer;
    this.queue = queue;
    this.observer = observer;
  }

  /** What is in the log now, and how long the database took. */
  record Written(SealedBatch sealed, Duration took) {}

  /** How one attempt ended. */
  private sealed interface End {
    /** The batch is written. */
    record Whole(Written written) implements End {}

    /** Nothing of it is left to be done. */
    record Over() implements End {}

    /** It is to be tried again. */
    record Again() implements End {}
  }

  /**
   * Takes a place for a batch. If it was sealed ahead and the head will be where that expected it,
   * it goes to the database at once.
   */
  Place join(Optional<CommitMessage> ahead, Departure departure) {
    return line.join(connection.mayAppend() ? ahead : Optional.empty(), departure);
  }

  /** Waits for its turn. */
  void await(Place place) {
    line.await(place);
  }

  /** Ends its turn. */
  void leave(Place place) {
    line.leave(place);
  }

  /** Commits a batch, in its turn; nothing when none of it was written. */
  Optional<Written> commit(
      Batch whole, Optional<CommitMessage> ahead, Place place, Departure departure) {
    Batch batch = whole;
    boolean ended = false;
    try {
      End end =
          place
              .ahead()
              .map(sent -> answer(sent.sealed(), place))
              .orElseGet(() -> attempt(whole, ahead, place, departure));
      while (end instanceof End.Again) {
        if (failures > 0) {
          pause();
        }
        batch = withoutExpired(batch);
        end = batch.isEmpty() ? new End.Over() : attempt(batch, Optional.empty(), place, departure);
      }
      ended = true;
      return end instanceof End.Whole(Written written) ? Optional.of(written) : Optional.empty();
    } finally {
      if (!ended) {
        connection.abort();
        connection.close();
      }
    }
  }

  /** A step towards a batch's end. */
  @FunctionalInterface
  private interface Step {
    End take() throws SQLException;
  }

  /**
   * What became of a batch that went before its turn. Whoever was in turn before may have given the
   * session up over which it went: then nobody can say, and it is looked for like his own.
   */
  private End answer(SealedBatch sent, Place place) {
    if (!place.wentOver(connection)) {
      rememberAttempt(sent);
      return new End.Again();
    }
    return guarded(sent.batch(), () -> outcome(sent, place, () -> line.receive(place)));
  }

  private End attempt(
      Batch batch, Optional<CommitMessage> ready, Place place, Departure departure) {
    return guarded(
        batch,
        () -> {
          Head head = connection.head();
          Optional<CommitMessage> sealed = ready.filter(known -> known.sealed().head().isAt(head));
          if (sealed.isEmpty()) {
            sealed = sealer.seal(head, batch, connection.database());
          }
          if (sealed.isEmpty()) {
            return answerConflicts(batch, this::movedMeanwhile);
          }
          CommitMessage message = sealed.get();
          CommitSession session = connection.session();
          return outcome(
              message.sealed(), place, () -> line.call(place, message, session, departure));
        });
  }

  private End guarded(Batch batch, Step step) {
    try {
      return step.take();
    } catch (SQLException e) {
      return failed(batch, Optional.empty(), e);
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      return failed(batch, Optional.empty(), cause == null ? new SQLException(e) : cause);
    } catch (EventStoreException e) {
      if (e.kind() == Kind.FATAL) {
        return ended(batch, e);
      }
      line.standAlone();
      databaseFailed(e);
      connection.close();
      return new End.Again();
    }
  }

  /** Waits for the database: whether it has written a batch. */
  @FunctionalInterface
  private interface Call {
    boolean written() throws SQLException;
  }

  private End outcome(SealedBatch sealed, Place place, Call call) throws SQLException {
    boolean written;
    try {
      written = call.written();
    } catch (SQLException e) {
      return failed(sealed.batch(), Optional.of(sealed), e);
    }
    Duration took = Duration.ofNanos(line.tookNanos(place));
    failures = 0;
    if (!written) {
      line.standAlone();
      return elsewhere(sealed, connection.headNow());
    }
    connection.wrote(sealed.after());
    return new End.Whole(new Written(sealed, took));
  }

  private End elsewhere(SealedBatch sealed, Head now) {
    if (now.epoch() > sealed.head().epoch()) {
      return answerConflicts(
          sealed.batch(),
          () -> refused(sealed.batch(), new LogTakenOver(now.epoch(), sealed.head().epoch())));
    }
    if (connection.moved(now)) {
      observer.headMoved(new LogPosition(now.position()));
    }
    return new End.Again();
  }

  private End failed(Batch batch, Optional<SealedBatch> sent, SQLException failure) {
    DatabaseFailure meaning = DatabaseFailure.of(failure);
    if (meaning == DatabaseFailure.UNKNOWN_OUTCOME) {
      connection.abort();
    }
    line.standAlone();
    return switch (meaning) {
      case CONFLICT ->
          answerConflicts(
              batch, () -> refused(batch, DatabaseFailure.toException("appending", failure)));
      case TRANSIENT -> {
        databaseFailed(failure);
        yield new End.Again();
      }
      case UNKNOWN_OUTCOME -> {
        sent.ifPresent(Commits::rememberAttempt);
        databaseFailed(failure);
        connection.close();
        yield new End.Again();
      }
      case FATAL -> {
        connection.close();
        yield ended(batch, DatabaseFailure.toException("appending", failure));
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

  /**
   * Answers those that stand in conflict; the others go into the next batch, before all else.
   *
   * @param otherwise how it ends when nothing stands against any of them
   */
  private End answerConflicts(Batch batch, Supplier<End> otherwise) {
    Map<PendingAppend, AppendResult> answers = new LinkedHashMap<>();
    List<PendingAppend> rest = new ArrayList<>();
    try {
      Conflicts conflicts = new Conflicts(connection.database());
      for (PendingAppend pending : batch.appends()) {
        Optional<AppendResult> answer = conflicts.answer(pending, batch);
        if (answer.isPresent()) {
          answers.put(pending, answer.get());
        } else {
          rest.add(pending);
        }
      }
    } catch (SQLException | DataAccessException e) {
      databaseFailed(e);
      connection.close();
      return new End.Again();
    }
    if (answers.isEmpty()) {
      return otherwise.get();
    }
    answers.forEach(PendingAppend::complete);
    queue.putBack(rest);
    return new End.Over();
  }

  /** A stream was not as far as an append expected, and then it was: another node wrote to it. */
  private End movedMeanwhile() {
    databaseFailed(
        new EventStoreException(Kind.RETRYABLE, "a stream moved while it was looked up"));
    return new End.Again();
  }

  /** It was looked for, and is not written. */
  private static End refused(Batch batch, EventStoreException reason) {
    batch.appends().forEach(pending -> pending.fail(reason));
    return new End.Over();
  }

  /** The database is of no more use: what it was asked before and never answered stays open. */
  private static End ended(Batch batch, EventStoreException reason) {
    for (PendingAppend pending : batch.appends()) {
      pending.fail(pending.attempts().isEmpty() ? reason : unknown(reason));
    }
    return new End.Over();
  }

  private static EventStoreException unknown(EventStoreException reason) {
    return new EventStoreException(
        reason.kind(),
        "%s; an answer was lost before, so that it is unknown whether the events were written"
            .formatted(reason.getMessage()),
        reason);
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
    queue.putBack(later);
    return rest;
  }

  private void pause() {
    long nanos = FIRST_PAUSE_NANOS << Math.min(10, failures - 1);
    LockSupport.parkNanos(Math.min(LAST_PAUSE_NANOS, nanos));
  }

  @Override
  public void close() {
    connection.close();
  }
}
