package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server answers what is asked again and again. */
final class LogReaderTest {
  /** The server weighs a plan that it keeps against those that it made for the first five. */
  private static final int ASKED = 12;

  private final LogFixture fixture = new LogFixture();

  /** So much that the server weighs its plans. */
  @BeforeEach
  void fill() {
    try (EventStore store = fixture.open()) {
      for (int i = 0; i < ASKED; i++) {
        append(store.log(), stream("s" + i), 0, "begun", "gone on");
      }
    }
    fixture.tamper(
        """
        INSERT INTO fairlead.seal
        SELECT g, g, timestamptz '2020-01-01' + g * interval '1 s', 1, 'key', ''
          FROM generate_series(100001, 200000) g
        """,
        """
        INSERT INTO fairlead.stream
        SELECT g, 'test', 'other-' || g FROM generate_series(100001, 200000) g
        """,
        """
        INSERT INTO fairlead.event_key
        SELECT gen_random_uuid(), g, 1, g FROM generate_series(100001, 200000) g
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest(name = "plans the as-of query of {0} once for all")
  @ValueSource(strings = {"seal", "stream"})
  void plansAnAsOfQueryOnceForAll(String table) throws SQLException {
    fixture.tamper("ANALYZE fairlead.seal, fairlead.stream, fairlead.event_key");
    try (Connection connection = ConnectionSettings.reader(fixture.database()).open()) {
      DSLContext database = DSL.using(connection, SQLDialect.POSTGRES);
      LogReader reader = new LogReader(database);
      for (int i = 0; i < ASKED; i++) {
        long then = reader.positionAt(Instant.now()).orElseThrow();
        assertThat(reader.stream(stream("s" + i), then)).hasSize(2);
      }

      assertThat(
              database.fetchValue(
                  "SELECT generic_plans FROM pg_prepared_statements"
                      + " WHERE starts_with(split_part(statement, ' from ', 2), ?)",
                  "\"" + table + "\""))
          .as("answers by a plan that was kept, of %d", ASKED)
          .isEqualTo((long) ASKED - 5);
    }
  }

  @Test
  void findsARareKindOfStreamWithoutStatistics() throws SQLException {
    try (Connection connection = ConnectionSettings.reader(fixture.database()).open()) {
      DSLContext database = DSL.using(connection, SQLDialect.POSTGRES);
      long before = scansOfAllKeys(database);

      assertThat(new LogReader(database).ofKind("node", Long.MAX_VALUE))
          .extracting(StoredEvent::type)
          .contains("node.key-introduced.v1");

      assertThat(scansOfAllKeys(database)).isEqualTo(before);
    }
  }

  private static long scansOfAllKeys(DSLContext database) {
    database.execute("SELECT pg_stat_force_next_flush()");
    return database
        .fetchSingle(
            "SELECT seq_scan FROM pg_stat_user_tables"
                + " WHERE relid = 'fairlead.event_key'::regclass")
        .into(long.class);
  }
}
