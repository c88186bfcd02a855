package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.UnreadableEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Carries the news of commits between nodes. Polling is what counts; NOTIFY only makes it sooner,
 * and losing it loses nothing. A node alone tells nobody. The own commits need neither: the
 * appender tells the tail itself, so the own hints are passed over, and what a poll finds is first
 * given the time to be one's own.
 */
final class Hints implements AutoCloseable {
  private static final String CHANNEL = "fairlead_event";
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int PAGE = 1000;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** News are told at most this often: a thousand commits a second are worth two hundred hints. */
  private static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** From when the database shows an own commit until the appender has told the tail. */
  private static final long OWN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** How long nobody is told after nobody listened: a node that begins to listen polls so long. */
  private static final long ALONE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String OTHERS =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_stat_activity
         WHERE application_name = ? AND datname = pg_catalog.current_database() AND pid <> ?)
      """;

  private static final int NONE = 0;

  private final LogDatabase database;
  private final LogReader reader;
  private final Tail tail;
  private final EventStoreObserver observer;
  private final AtomicLong committed = new AtomicLong();
  private final Thread listener;
  private final Thread speaker;
  private volatile int speakerPid;
  private volatile int listenerPid;
  private volatile boolean idle;
  private volatile boolean closed;

  Hints(LogDatabase database, LogReader reader, Tail tail, EventStoreObserver observer) {
    this.database = database;
    this.reader = reader;
    this.tail = tail;
    this.observer = observer;
    this.listener = Thread.ofVirtual().name("event-hints").unstarted(this::listen);
    this.speaker = Thread.ofVirtual().name("event-hints-out").unstarted(this::speak);
  }

  void start() {
    listener.start();
    speaker.start();
  }

  /** The own node committed up to here; called once a commit. */
  void committed(long position) {
    committed.set(position);
    if (idle) {
      LockSupport.unpark(speaker);
    }
  }

  private void listen() {
    int attempt = 0;
    while (!closed) {
      listenerPid = NONE;
      try (Connection connection = ConnectionSettings.listener(database).open();
          Statement statement = connection.createStatement()) {
        listenerPid = connection.unwrap(PGConnection.class).getBackendPID();
        statement.execute("LISTEN " + CHANNEL);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        catchUp(reader.head().position());
        while (!closed) {
          boolean told = toldByAnother(notifications);
          long head = reader.head().position();
          if (!told && head > tail.head()) {
            LockSupport.parkNanos(OWN_NANOS);
          }
          catchUp(head);
          attempt = 0;
        }
      } catch (SQLException | EventStoreException e) {
        if (!closed) {
          observer.databaseFailed("listening", ++attempt, e);
          LockSupport.parkNanos(RETRY_NANOS);
        }
      }
    }
  }

  /** Waits until another node tells of a commit, or until it is time to poll. */
  private boolean toldByAnother(PGConnection notifications) throws SQLException {
    long end = System.nanoTime() + POLL_NANOS;
    long left = POLL_NANOS;
    while (left > 0 && !closed) {
      int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
      for (PGNotification hint : notifications.getNotifications(millis)) {
        if (hint.getPID() != speakerPid) {
          return true;
        }
      }
      left = end - System.nanoTime();
    }
    return false;
  }

  /** Reads what others wrote since, up to the head. */
  private void catchUp(long head) {
    long known = tail.head();
    while (head > known && !closed) {
      List<StoredEvent> events = reader.after(known, PAGE);
      if (events.isEmpty()) {
        return;
      }
      known = events.getLast().position();
      publish(events, known);
    }
  }

  /** An event that this node does not understand stays in the database, for its readers to meet. */
  private void publish(List<StoredEvent> events, long last) {
    try {
      List<RecordedEvent> recorded = events.stream().map(StoredEvent::decoded).toList();
      tail.publish(recorded);
    } catch (UnreadableEvent e) {
      tail.advance(last);
    }
  }

  private void speak() {
    long told = 0;
    while (!closed) {
      awaitCommit(told);
      try (Connection connection = ConnectionSettings.speaker(database).open();
          Statement hint = connection.createStatement();
          PreparedStatement others = connection.prepareStatement(OTHERS)) {
        speakerPid = connection.unwrap(PGConnection.class).getBackendPID();
        long look = System.nanoTime();
        boolean heard = false;
        while (!closed) {
          long now = committed.get();
          if (now == told) {
            awaitCommit(told);
            continue;
          }
          if (System.nanoTime() - look >= 0) {
            heard = othersListen(others);
            look = System.nanoTime() + ALONE_NANOS;
          }
          if (heard) {
            hint.execute("NOTIFY " + CHANNEL);
          }
          told = now;
          LockSupport.parkNanos(heard ? SPACING_NANOS : ALONE_NANOS);
        }
      } catch (SQLException e) {
        if (!closed) {
          observer.databaseFailed("notifying", 1, e);
          LockSupport.parkNanos(RETRY_NANOS);
        }
      }
    }
  }

  /** Nobody can be told apart from the own listener while that is away. */
  private boolean othersListen(PreparedStatement others) throws SQLException {
    if (listenerPid == NONE) {
      return false;
    }
    others.setString(1, ConnectionSettings.LISTENER);
    others.setInt(2, listenerPid);
    try (ResultSet rows = others.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Between two hints nobody wakes the speaker, or it would tell of every commit. */
  private void awaitCommit(long told) {
    idle = true;
    while (committed.get() == told && !closed) {
      LockSupport.park(this);
    }
    idle = false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(speaker);
    LockSupport.unpark(listener);
    try {
      speaker.join(Duration.ofSeconds(5));
      listener.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
