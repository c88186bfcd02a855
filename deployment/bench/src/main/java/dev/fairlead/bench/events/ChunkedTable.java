package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.turns.Contender;
import dev.fairlead.event.LogDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/** A table of a position, a time and 500 bytes, chunked in one way and written by two sessions. */
final class ChunkedTable implements Contender {
  private static final int SESSIONS = 2;
  private static final int BATCH = 100;
  private static final int BATCHES = 500;
  private static final int BYTES = 500;
  private static final int NEIGHBOURS = 3;

  /** How many rows a pass writes. */
  static final int ROWS_A_PASS = SESSIONS * BATCHES * BATCH;

  private final Chunking chunking;
  private final String table;
  private final List<Connection> sessions;
  private final PreparedStatement read;
  private final ExecutorService writers = Executors.newFixedThreadPool(SESSIONS);
  private final AtomicLong positions = new AtomicLong();
  private final Latencies reads = new Latencies();
  private final byte[][] payloads = new byte[BATCH][BYTES];

  private ChunkedTable(
      Chunking chunking, String table, List<Connection> sessions, PreparedStatement read) {
    this.chunking = chunking;
    this.table = table;
    this.sessions = sessions;
    this.read = read;
    SplittableRandom random = new SplittableRandom(1);
    Arrays.stream(payloads).forEach(random::nextBytes);
  }

  static ChunkedTable make(LogDatabase database, String table, Chunking chunking)
      throws SQLException {
    List<Connection> sessions = new ArrayList<>();
    for (int i = 0; i <= SESSIONS; i++) {
      sessions.add(Bed.connect(database));
    }
    try (Statement statement = sessions.getLast().createStatement()) {
      statement.execute(
          "CREATE TABLE %s (position bigint NOT NULL, at timestamptz NOT NULL, payload bytea NOT NULL, PRIMARY KEY (%s))"
              .formatted(table, chunking.key()));
      if (!chunking.hypertable().isEmpty()) {
        statement.execute(
            "SELECT create_hypertable('%s'%s)".formatted(table, chunking.hypertable()));
      }
      // As the log reads: a plan that knows the positions opens the chunks that have them only.
      statement.execute("SET plan_cache_mode = force_custom_plan");
      return new ChunkedTable(
          chunking,
          table,
          sessions,
          sessions
              .getLast()
              .prepareStatement(
                  "SELECT payload FROM %s WHERE position BETWEEN ? AND ?".formatted(table)));
    }
  }

  Chunking chunking() {
    return chunking;
  }

  /** Writes its rows, each batch in a transaction of its own. */
  @Override
  public double pass() throws IOException {
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (Connection session : sessions.subList(0, SESSIONS)) {
      running.add(
          writers.submit(() -> {
            write(session);
            return null;
          }));
    }
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("writing to a table " + chunking.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private void write(Connection session) throws SQLException {
    PGConnection arrays = session.unwrap(PGConnection.class);
    try (PreparedStatement insert =
        session.prepareStatement(
            "INSERT INTO %s SELECT p, clock_timestamp(), b FROM unnest(?::bigint[], ?::bytea[]) AS u(p, b)"
                .formatted(table))) {
      long[] batch = new long[BATCH];
      for (int i = 0; i < BATCHES; i++) {
        long first = positions.getAndAdd(BATCH) + 1;
        Arrays.setAll(batch, row -> first + row);
        insert.setArray(1, arrays.createArrayOf("int8", batch));
        insert.setArray(2, arrays.createArrayOf("bytea", payloads));
        insert.executeUpdate();
      }
    }
  }

  /** Reads a few neighbours anywhere, and remembers how long it took. */
  void read(SplittableRandom random) throws SQLException {
    long first = random.nextLong(1, positions.get() - NEIGHBOURS);
    read.setLong(1, first);
    read.setLong(2, first + NEIGHBOURS - 1);
    long start = System.nanoTime();
    int found = 0;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        found += rows.getBytes(1).length / BYTES;
      }
    }
    reads.addNanos(System.nanoTime() - start);
    if (found != NEIGHBOURS) {
      throw new IllegalStateException(chunking.name() + " lost rows at " + first);
    }
  }

  Latencies reads() {
    return reads;
  }

  /** How many chunks it has; none when it is plain. */
  int chunks() throws SQLException {
    try (Statement statement = sessions.getLast().createStatement();
        ResultSet count =
            statement.executeQuery(
                "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = '%s'"
                    .formatted(table))) {
      count.next();
      return count.getInt(1);
    }
  }

  @Override
  public void close() throws IOException {
    writers.close();
    try {
      for (Connection session : sessions) {
        session.close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
