package dev.fairlead.bench.events;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.event.LogDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a hypertable costs by how it is chunked: rows written to each, and read by their positions,
 * beside a plain table. All take turns, so that what disturbs the machine disturbs all; the median
 * round counts.
 */
public final class ChunksBenchmark implements Benchmark {
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 12;
  private static final int READS = 2_000;
  private static final long SEED = 7;

  @Override
  public String name() {
    return "chunks";
  }

  @Override
  public String description() {
    return "a table by how it is chunked: plain, by position, by time; needs no more than the server";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws Exception {
    try (Bed bed = Bed.open(run.progress())) {
      bed.makeWalFiles();
      LogDatabase database = bed.database("chunks");
      try (Connection connection = Bed.connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
      }
      List<ChunkedTable> tables = new ArrayList<>();
      try {
        for (Chunking chunking : Chunking.ALL) {
          tables.add(ChunkedTable.make(database, "chunked_" + tables.size(), chunking));
        }
        return measure(tables, run);
      } finally {
        for (ChunkedTable table : tables) {
          table.close();
        }
      }
    }
  }

  private static List<Row> measure(List<ChunkedTable> tables, BenchmarkRun run)
      throws IOException, SQLException {
    run.progress().says("writing in turns to %d tables".formatted(tables.size()));
    List<Double> millis = Turns.medians(tables, WARM_UP, run.samples(ROUNDS));
    run.progress().says("reading in turns");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < READS; i++) {
      for (ChunkedTable table : tables) {
        table.read(random);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      rows.add(
          beside(
              i,
              "written, " + named(tables.get(i)),
              ChunkedTable.ROWS_A_PASS / millis.get(i) * 1000,
              "/s",
              ChunkedTable.ROWS_A_PASS / millis.getFirst() * 1000));
    }
    for (int i = 0; i < tables.size(); i++) {
      rows.add(
          beside(
              i,
              "3 rows read by position, p50, " + tables.get(i).chunking().name(),
              tables.get(i).reads().millis(50),
              "ms",
              tables.getFirst().reads().millis(50)));
    }
    return rows;
  }

  private static String named(ChunkedTable table) throws SQLException {
    int chunks = table.chunks();
    return table.chunking().name()
        + (chunks == 0 ? "" : String.format(Locale.ROOT, " (chunks: %d)", chunks));
  }

  /** The first is the plain table, which the others are held against. */
  private static Row beside(int i, String name, double value, String unit, double plain) {
    return i == 0 ? Row.shown(name, value, unit) : new Row(name, value, unit, plain, null);
  }
}
