package dev.fairlead.event.postgres;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * The appender's session as commits use it: one can be sent while the server still makes the one
 * before, so that it never waits for the node. The driver opens the connection and has it for all
 * else; it has no way to send a statement before the last one's answer, so that here its stream is
 * spoken to in PostgreSQL's own protocol. The driver may use it while no answer is due.
 *
 * <p>One thread may send while another receives. Answers come in the order of what was sent.
 */
final class CommitSession {
  private static final MethodHandle STREAM = streamOfTheDriver();

  private static final int DATA_ROW = 'D';
  private static final int ERROR = 'E';
  private static final int READY = 'Z';

  /** What the sockets of both ends take in any case. */
  private static final int SMALL = 1 << 16;

  private final PGStream stream;
  private final int silenceMillis;

  /** Prepares the calls on a connection that nothing else uses meanwhile. */
  CommitSession(Connection connection) throws SQLException {
    this.stream = stream(connection);
    this.silenceMillis = connection.getNetworkTimeout();
    for (PreparedCall call : new PreparedCall[] {CommitOfOne.CALL, CommitOfMany.CALL}) {
      send(call.preparation());
      receive();
    }
  }

  private static MethodHandle streamOfTheDriver() {
    try {
      return MethodHandles.privateLookupIn(QueryExecutorBase.class, MethodHandles.lookup())
          .findGetter(QueryExecutorBase.class, "pgStream", PGStream.class)
          .asType(MethodType.methodType(PGStream.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "this PostgreSQL driver is not the one that the node was built with", e);
    }
  }

  private static PGStream stream(Connection connection) throws SQLException {
    Object executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
    try {
      return (PGStream) STREAM.invokeExact(executor);
    } catch (Throwable e) {
      throw new IllegalStateException("the driver's stream can't be had", e);
    }
  }

  /** Sends a call. A server that takes nothing is given up like one that says nothing. */
  void send(ByteBuffer call) throws SQLException {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    if (call.limit() > SMALL && silenceMillis > 0) {
      abortUnless(sent);
    }
    try {
      stream.send(call.array(), call.arrayOffset(), call.limit());
      stream.flush();
    } catch (IOException e) {
      throw broken(e);
    } finally {
      sent.complete(null);
    }
  }

  /** The socket has a limit for what it waits to read, and none for what it waits to write. */
  private void abortUnless(CompletableFuture<Void> sent) {
    var _ =
        sent.orTimeout(silenceMillis, TimeUnit.MILLISECONDS)
            .exceptionally(late -> {
              abort();
              return null;
            });
  }

  /**
   * Waits for the answer to the call that was sent first of those not answered yet.
   *
   * @return whether it is written; else the head is elsewhere than it was sealed on
   */
  boolean receive() throws SQLException {
    boolean written = false;
    @Nullable PSQLException failure = null;
    try {
      while (true) {
        int message = stream.receiveChar();
        int length = stream.receiveInteger4() - Integer.BYTES;
        switch (message) {
          case DATA_ROW -> {
            byte[] row = stream.receive(length);
            written = row[row.length - 1] == 1;
          }
          case ERROR ->
              failure =
                  new PSQLException(new ServerErrorMessage(stream.receiveErrorString(length)));
          case READY -> {
            discard(length);
            if (failure != null) {
              throw failure;
            }
            return written;
          }
          default -> discard(length);
        }
      }
    } catch (IOException e) {
      throw broken(failure == null ? e : failure);
    }
  }

  /** The driver's own way to skip never ends where the server ends within a message. */
  private void discard(int length) throws IOException {
    stream.receive(length);
  }

  private static SQLException broken(Exception reason) {
    return new SQLException(
        "the connection to the database broke: " + reason.getMessage(),
        PSQLState.CONNECTION_FAILURE.getState(),
        reason);
  }

  /**
   * Ends the connection at once, also under a thread that sends or receives: nothing is waited for,
   * neither that thread nor what was sent and is not there yet, nor, over TLS, the other's goodbye.
   */
  void abort() {
    try (Socket socket = stream.getSocket()) {
      socket.setSoLinger(true, 0);
      socket.setSoTimeout(0);
    } catch (IOException e) {
      // Closed or not, nothing more is written or read: it is given up next.
    }
  }
}
