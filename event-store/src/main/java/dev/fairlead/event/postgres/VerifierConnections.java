package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The connections of one verification, used again from stretch to stretch: to open one costs the
 * server as much as a thousand events. Each use is a transaction of its own.
 */
final class VerifierConnections implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  VerifierConnections(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** Something to be read. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Reads on a connection that nobody else uses meanwhile. */
  <T> T read(Work<T> work) throws SQLException {
    Connection waiting = idle.poll();
    Connection connection = waiting == null ? settings.reading() : waiting;
    boolean done = false;
    try {
      T read = work.on(connection);
      connection.rollback();
      done = true;
      return read;
    } finally {
      if (done) {
        idle.push(connection);
      } else {
        connection.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    Connection connection = idle.poll();
    while (connection != null) {
      connection.close();
      connection = idle.poll();
    }
  }
}
