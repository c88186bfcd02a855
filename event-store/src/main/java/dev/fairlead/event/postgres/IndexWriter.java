package dev.fairlead.event.postgres;

import dev.fairlead.event.IntentStage;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Trade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of the index of intents, any number with one statement: a rebuild writes millions.
 * For one transaction.
 */
final class IndexWriter {
  /**
   * Until the transaction ends rows are found by their key, also where the plan was made while
   * there were next to none: one that goes over all of them would be kept while they become
   * millions.
   */
  private static final String BY_KEY =
      "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),"
          + " set_config('enable_mergejoin', 'off', true)";

  private final Connection connection;
  private final ColumnArrays columns;
  private final String table;

  /** Writes to a table of the index's shape. */
  IndexWriter(Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.columns = new ColumnArrays(connection);
    this.table = Schema.NAME + "." + table;
  }

  /** Adds rows of lives that begin with these. */
  void insert(List<IntentRow> begun) throws SQLException {
    if (begun.isEmpty()) {
      return;
    }
    CopiedIn rows =
        new CopiedIn(
            table,
            "intent",
            "strategy",
            "type",
            "chain",
            "sell",
            "buy",
            "deadline",
            "stage",
            "ended",
            "version",
            "first_position",
            "last_position",
            "first_recorded_at",
            "last_recorded_at");
    begun.forEach(row -> put(row, rows));
    rows.write(connection);
  }

  private static void put(IntentRow row, CopiedIn rows) {
    Intent intent = Objects.requireNonNull(row.intent());
    RecordedEvent first = Objects.requireNonNull(row.first());
    IntentStage stage = Objects.requireNonNull(row.stage());
    RecordedEvent last = row.last();
    Trade trade = intent.trade();
    rows.row()
        .put(intent.id().value())
        .put(intent.strategy().value())
        .put(intent.type().name())
        .put(trade.chain().value())
        .put(trade.sell().address().toArray())
        .put(trade.buy().address().toArray())
        .put(intent.constraints().window().deadline())
        .put(stage.name())
        .put(stage.ended())
        .put(last.version())
        .put(first.position().value())
        .put(last.position().value())
        .put(first.recordedAt())
        .put(last.recordedAt());
  }

  /**
   * Goes on with lives that have a row.
   *
   * @throws IllegalStateException when one has none
   */
  void update(List<IntentRow> moved) throws SQLException {
    if (moved.isEmpty()) {
      return;
    }
    try (PreparedStatement byKey = connection.prepareStatement(BY_KEY)) {
      byKey.execute();
    }
    Set<UUID> found = new HashSet<>();
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + table
                + " i SET version = u.version, last_position = u.position,"
                + " last_recorded_at = u.recorded_at, stage = coalesce(u.stage, i.stage),"
                + " ended = coalesce(u.ended, i.ended)"
                + " FROM (SELECT unnest(?) AS intent, unnest(?) AS version, unnest(?) AS position,"
                + " unnest(?) AS recorded_at, unnest(?) AS stage, unnest(?) AS ended) u"
                + " WHERE i.intent = u.intent RETURNING i.intent")) {
      Lasts lasts = new Lasts(moved);
      update.setArray(1, columns.uuids(lasts.intents));
      update.setArray(2, columns.of("int8", lasts.versions));
      update.setArray(3, columns.of("int8", lasts.positions));
      update.setArray(4, columns.times(lasts.times));
      update.setArray(5, columns.of("text", lasts.stages));
      update.setArray(6, columns.of("bool", lasts.ended));
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1, UUID.class));
        }
      }
    }
    for (IntentRow row : moved) {
      if (!found.contains(row.last().stream().intent().value())) {
        throw new IllegalStateException(
            "the life of " + row.last().stream() + " does not begin with its acceptance");
      }
    }
  }

  /** What the last events say; a stage is null where they move nothing. */
  private static final class Lasts {
    private final UUID[] intents;
    private final long[] versions;
    private final long[] positions;
    private final Instant[] times;
    private final @Nullable String[] stages;
    private final @Nullable Boolean[] ended;

    Lasts(List<IntentRow> rows) {
      int n = rows.size();
      intents = new UUID[n];
      versions = new long[n];
      positions = new long[n];
      times = new Instant[n];
      stages = new String[n];
      ended = new Boolean[n];
      for (int i = 0; i < n; i++) {
        RecordedEvent last = rows.get(i).last();
        IntentStage stage = rows.get(i).stage();
        intents[i] = last.stream().intent().value();
        versions[i] = last.version();
        positions[i] = last.position().value();
        times[i] = last.recordedAt();
        stages[i] = stage == null ? null : stage.name();
        ended[i] = stage == null ? null : stage.ended();
      }
    }
  }
}
