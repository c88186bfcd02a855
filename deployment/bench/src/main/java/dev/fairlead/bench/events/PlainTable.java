package dev.fairlead.bench.events;

import dev.fairlead.event.LogDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * The plain thing: one thread takes whatever waits and inserts it with one statement into a table
 * of a key and bytes. No hash, no signature, no streams, nothing else that must be unique.
 */
final class PlainTable implements AutoCloseable {
  private static final int MOST = 2048;

  /** A row that waits. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(byte[] bytes, CompletableFuture<Void> durable) {}

  private final LinkedBlockingQueue<Row> queue = new LinkedBlockingQueue<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("plain-writer").factory());
  private final Connection connection;
  private final PreparedStatement insert;
  private long position;
  private volatile boolean closed;

  private PlainTable(Connection connection, PreparedStatement insert) {
    this.connection = connection;
    this.insert = insert;
  }

  static Contestant open(LogDatabase database) throws SQLException {
    Connection connection = Bed.connect(database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE plain (position bigint PRIMARY KEY, payload bytea NOT NULL)");
    }
    PlainTable table =
        new PlainTable(
            connection,
            connection.prepareStatement(
                "INSERT INTO plain SELECT * FROM unnest(?::bigint[], ?::bytea[])"));
    table.writer.execute(table::write);
    return new InProcess("plain multi-row insert", () -> table::append, table::close);
  }

  private void append() throws Exception {
    Row row = new Row(Payload.bytes(), new CompletableFuture<>());
    queue.add(row);
    row.durable().get();
  }

  private void write() {
    List<Row> rows = new ArrayList<>();
    try {
      while (!closed) {
        Row first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          rows.add(first);
          queue.drainTo(rows, MOST - 1);
          insert(rows);
          rows.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void insert(List<Row> rows) {
    try {
      long[] positions = new long[rows.size()];
      byte[][] payloads = new byte[rows.size()][];
      for (int i = 0; i < rows.size(); i++) {
        positions[i] = ++position;
        payloads[i] = rows.get(i).bytes();
      }
      PGConnection arrays = connection.unwrap(PGConnection.class);
      insert.setArray(1, arrays.createArrayOf("int8", positions));
      insert.setArray(2, arrays.createArrayOf("bytea", payloads));
      insert.executeUpdate();
      rows.forEach(row -> row.durable().complete(null));
    } catch (SQLException e) {
      rows.forEach(row -> row.durable().completeExceptionally(e));
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    writer.close();
    connection.close();
  }
}
