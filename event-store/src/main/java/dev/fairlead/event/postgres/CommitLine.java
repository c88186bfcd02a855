package dev.fairlead.event.postgres;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The order in which batches go to the database, and in which they are brought to their end: one at
 * a time. One that was sealed on the end of the last of them goes right behind that, and is waited
 * for in its turn; any other goes in its turn.
 *
 * <p>Whoever is in turn and meets with trouble must {@linkplain #standAlone stand alone} before he
 * uses the session for anything else. What went behind him was built on what is not there: its
 * answer, that nothing of it is written, is kept for who waits for it. Until that one too has sent
 * again, in his turn, nobody goes ahead.
 *
 * <p>For threads of which one at a time prepares a batch, until it is sent or at its end.
 */
final class CommitLine {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Deque<Place> places = new ArrayDeque<>(2);

  /** What went last, if others may follow it. */
  private @Nullable Sent last;

  /** When the database was done with the one before. */
  private long doneNanos = System.nanoTime();

  /** A place whose batch went to the database, over a session, and where the head is after it. */
  private record Sent(Place place, CommitSession session, Head after) {}

  /** What the database said of a call. */
  private sealed interface Answer {
    record Told(boolean written) implements Answer {}

    record Failed(SQLException failure) implements Answer {}
  }

  /** A batch in the line. */
  static final class Place {
    private @Nullable CommitMessage ahead;
    private @Nullable CommitSession session;
    private @Nullable Answer answer;
    private boolean sending;
    private long sentNanos;

    private Place() {}

    /** What of it went to the database before its turn. */
    Optional<CommitMessage> ahead() {
      return Optional.ofNullable(ahead);
    }

    /** Whether that went over the session that a connection still has. */
    boolean wentOver(AppendConnection connection) {
      return session != null && connection.has(session);
    }

    private boolean isDue() {
      return ahead != null && answer == null;
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

  /** Takes the next place; what was sealed ahead goes at once if it fits behind all the others. */
  Place join(Optional<CommitMessage> ahead, Departure departure) {
    Place place = new Place();
    Optional<CommitSession> session;
    lock.lock();
    try {
      session = ahead.flatMap(this::sessionBehind);
      place.sending = session.isPresent();
      places.addLast(place);
    } finally {
      lock.unlock();
    }
    session.ifPresent(open -> follow(place, ahead.orElseThrow(), open, departure));
    return place;
  }

  /** The session of the last one, if all before it went, and this is built on the end of it. */
  private Optional<CommitSession> sessionBehind(CommitMessage message) {
    Sent before = last;
    return before != null
            && (places.isEmpty() || places.peekLast() == before.place())
            && message.sealed().head().isAt(before.after())
        ? Optional.of(before.session())
        : Optional.empty();
  }

  private void follow(
      Place place, CommitMessage message, CommitSession session, Departure departure) {
    place.ahead = message;
    place.session = session;
    boolean ended = false;
    try {
      send(place, message, session, departure);
      ended = true;
    } catch (SQLException e) {
      place.answer = new Answer.Failed(e);
      ended = true;
    } finally {
      if (!ended) {
        session.abort();
        leave(place);
      }
      sent(place);
    }
  }

  /** Who stands alone has waited for this. */
  private void sent(Place place) {
    lock.lock();
    try {
      if (place.answer != null) {
        last = null;
      }
      place.sending = false;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody else sends meanwhile: the next one is prepared when this one has departed. */
  private void send(Place place, CommitMessage message, CommitSession session, Departure departure)
      throws SQLException {
    place.sentNanos = System.nanoTime();
    session.send(message.call());
    lock.lock();
    try {
      last = new Sent(place, session, message.sealed().after());
    } finally {
      lock.unlock();
    }
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

  /** Waits for the answer to what went ahead, in turn: whether it is written. */
  boolean receive(Place place) throws SQLException {
    Answer answer = place.answer == null ? place.read() : place.answer;
    return switch (answer) {
      case Answer.Told(boolean written) -> written;
      case Answer.Failed(SQLException failure) -> throw failure;
    };
  }

  /** Sends in turn, and waits for the answer; the next may follow meanwhile. */
  boolean call(Place place, CommitMessage message, CommitSession session, Departure departure)
      throws SQLException {
    send(place, message, session, departure);
    return session.receive();
  }

  /** How long the database took, now that the answer is there: it makes one after the other. */
  long tookNanos(Place place) {
    long now = System.nanoTime();
    long begun = Math.max(place.sentNanos, doneNanos);
    doneNanos = now;
    return now - begun;
  }

  /** Nothing follows any more who is in turn, until he sends again; what did is answered. */
  void standAlone() {
    List<Place> behind;
    lock.lock();
    try {
      last = null;
      while (places.stream().anyMatch(place -> place.sending)) {
        moved.awaitUninterruptibly();
      }
      last = null;
      behind = places.stream().skip(1).filter(Place::isDue).toList();
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
