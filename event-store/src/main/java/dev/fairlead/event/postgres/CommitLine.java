package dev.fairlead.event.postgres;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The order in which batches go to the database, and in which they are brought to their end: one at
 * a time. One that was sealed on the end of the one before goes right behind it, and is waited for
 * in its turn; any other goes in its turn. Whoever is in turn and meets with trouble has the
 * session for himself: what went behind him was built on what is not there, and its answer, that
 * nothing of it is written, is kept for who waits for it.
 */
final class CommitLine {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Deque<Place> places = new ArrayDeque<>(2);

  /** Where what can follow goes, and behind what; null while nothing may. */
  private @Nullable Sent last;

  /** What the session was given last. */
  private record Sent(CommitSession session, Head after) {}

  /** What the database said of a call. */
  private sealed interface Answer {
    record Told(boolean written) implements Answer {}

    record Failed(SQLException failure) implements Answer {}
  }

  /** A batch in the line. */
  static final class Place {
    private final @Nullable CommitMessage sent;
    private final @Nullable CommitSession session;
    private @Nullable Answer answer;

    private Place(@Nullable CommitMessage sent, @Nullable CommitSession session) {
      this.sent = sent;
      this.session = session;
    }

    /** What of it went to the database before its turn. */
    Optional<CommitMessage> sent() {
      return Optional.ofNullable(sent);
    }

    /** Whether what went did so over the session that a connection still has. In its turn. */
    boolean wentOver(AppendConnection connection) {
      return session != null && connection.has(session);
    }

    /** Waits for the answer to what went. In its turn. */
    boolean receive() throws SQLException {
      Answer known = answer == null ? read() : answer;
      return switch (known) {
        case Answer.Told(boolean written) -> written;
        case Answer.Failed(SQLException failure) -> throw failure;
      };
    }

    private Answer read() {
      if (session == null) {
        throw new IllegalStateException("nothing was sent");
      }
      try {
        return new Answer.Told(session.receive());
      } catch (SQLException e) {
        return new Answer.Failed(e);
      }
    }
  }

  /** Hears of a batch when it goes to the database. */
  @FunctionalInterface
  interface Departure {
    void sent(SealedBatch sealed);
  }

  /** Takes the next place; what was sealed ahead goes at once if it fits behind what went last. */
  Place join(Optional<CommitMessage> ahead, Departure departure) {
    lock.lock();
    try {
      Place place =
          Optional.ofNullable(last)
              .flatMap(before ->
                  ahead
                      .filter(message -> message.sealed().head().isAt(before.after()))
                      .map(message -> follow(message, before.session(), departure)))
              .orElseGet(() -> new Place(null, null));
      places.addLast(place);
      return place;
    } finally {
      lock.unlock();
    }
  }

  private Place follow(CommitMessage message, CommitSession session, Departure departure) {
    Place place = new Place(message, session);
    try {
      send(message, session, departure);
    } catch (SQLException e) {
      place.answer = new Answer.Failed(e);
      last = null;
    }
    return place;
  }

  private void send(CommitMessage message, CommitSession session, Departure departure)
      throws SQLException {
    session.send(message.call());
    last = new Sent(session, message.sealed().after());
    departure.sent(message.sealed());
  }

  /** Waits until all before it are at their end. */
  void await(Place place) {
    lock.lock();
    try {
      while (places.peekFirst() != place) {
        moved.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends in turn, and waits for the answer; the next may follow meanwhile. */
  boolean call(CommitMessage message, CommitSession session, Departure departure)
      throws SQLException {
    lock.lock();
    try {
      send(message, session, departure);
    } finally {
      lock.unlock();
    }
    return session.receive();
  }

  /** Nothing follows any more who is in turn, until he sends again; what did is answered. */
  void standAlone() {
    List<Place> behind = new ArrayList<>(1);
    lock.lock();
    try {
      last = null;
      for (Place place : places) {
        if (place != places.peekFirst() && place.sent != null && place.answer == null) {
          behind.add(place);
        }
      }
    } finally {
      lock.unlock();
    }
    behind.forEach(place -> place.answer = place.read());
  }

  /** Gives the turn to the next. */
  void leave(Place place) {
    lock.lock();
    try {
      places.remove(place);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
