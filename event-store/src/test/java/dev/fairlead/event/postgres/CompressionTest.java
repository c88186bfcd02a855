package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The log's tables on TimescaleDB's community edition, with rows that a log on the other wrote. */
final class CompressionTest {
  private static final long EVENTS = 60;

  private static final List<String> TABLES =
      List.of("event", "seal", "stream", "event_key", "log_head");

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();
  private final CommunityServer server = CommunityServer.start();
  private final ConnectionSettings settings = ConnectionSettings.owner(server.database());

  CompressionTest() throws IOException {}

  @BeforeEach
  void bringTheLogOver() throws Exception {
    for (int i = 0; i < EVENTS - 1; i++) {
      append(store.log(), stream("s" + i % 3), i / 3, "e" + i);
    }
    for (String script : Schema.scripts()) {
      run(script(script));
    }
    run("SELECT set_chunk_time_interval('fairlead.event', 10::bigint)");
    bring();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
    server.close();
  }

  private static String script(String name) throws IOException {
    try (InputStream in =
        CompressionTest.class.getResourceAsStream("/dev/fairlead/event/migration/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  /** The rows that the log has. */
  private void bring() throws SQLException {
    for (String table : TABLES) {
      String all = fixture.query("SELECT json_agg(t) FROM fairlead." + table + " t");
      try (Connection connection = settings.open();
          Statement statement = connection.createStatement();
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO fairlead.%1$s SELECT * FROM json_populate_recordset(NULL::fairlead.%1$s, ?::json)"
                      .formatted(table))) {
        if (table.equals("log_head")) {
          statement.execute("SET session_replication_role = replica");
          statement.execute("DELETE FROM fairlead.log_head");
          statement.execute("RESET session_replication_role");
        }
        insert.setString(1, all);
        insert.execute();
      }
    }
  }

  private String job(String table) throws SQLException {
    return rows("SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression'"
            + " AND hypertable_schema = 'fairlead' AND hypertable_name = '"
            + table
            + "'")
        .getFirst();
  }

  private void compressBehind(long positions) throws SQLException {
    String job = job("event");
    run(
        "SELECT alter_job(%1$s, config => jsonb_set(config, '{compress_after}', '%2$d')) FROM timescaledb_information.jobs WHERE job_id = %1$s"
            .formatted(job, positions));
    run("CALL run_job(" + job + ")");
  }

  private List<String> compressed() throws SQLException {
    return rows(
        "SELECT range_start_integer FROM timescaledb_information.chunks"
            + " WHERE hypertable_name = 'event' AND is_compressed ORDER BY range_start_integer");
  }

  /**
   * The verdict on what the chunks give back, as rows of another server: this one has a single
   * session, and verification reads on several.
   */
  private Verdict verdict() throws SQLException {
    try (LogFixture read = new LogFixture()) {
      for (String table : TABLES) {
        String all = rows("SELECT json_agg(t) FROM fairlead." + table + " t").getFirst();
        read.tamper(
            "INSERT INTO %1$s SELECT * FROM json_populate_recordset(NULL::fairlead.%1$s, '%2$s')"
                .formatted(table, all));
      }
      return PostgresEventStore.verify(
          read.database(), EvidenceSettings.unanchored(), (done, of) -> {});
    }
  }

  @Test
  @DisplayName("failures #35: the chain holds over compressed chunks, and the log goes on")
  void verifiesCompressedChunks() throws Exception {
    compressBehind(20);

    assertThat(compressed()).containsExactly("0", "10", "20", "30");
    assertThat(verdict()).isInstanceOf(Verdict.Sound.class);
    commit(Append.to(stream("s0"), 20, event("one more")));
    commit(Append.to(stream("s1"), 20, event("and two"), event("at once")));
    compressBehind(10);
    assertThat(compressed()).containsExactly("0", "10", "20", "30", "40");
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Verdict.Sound.class, sound -> assertThat(sound.count()).isEqualTo(EVENTS + 3));
  }

  /** Commits over compressed chunks, as the appender does on its session. */
  private void commit(Append append) throws SQLException {
    Batch batch = new Batch();
    batch.add(PendingAppend.of(append, Long.MAX_VALUE));
    try (Connection connection = settings.open()) {
      DSLContext database = DSL.using(connection, SQLDialect.POSTGRES);
      CommitMessage message =
          new Sealer(LogFixture.SIGNER, InstantSource.system())
              .seal(new LogReader(database).head(), batch, database)
              .orElseThrow();
      CommitSession session = new CommitSession(connection);
      session.send(message.call());
      assertThat(session.receive()).isTrue();
    }
  }

  @Test
  void hasTheServersJobsCompressWhatIsFarBehind() throws Exception {
    assertThat(
            rows(
                "SELECT concat_ws(' ', hypertable_name, config->>'compress_after', schedule_interval)"
                    + " FROM timescaledb_information.jobs"
                    + " WHERE proc_name = 'policy_compression' ORDER BY 1"))
        .containsExactly(
            "block_gas 2 days 12:00:00",
            "event 2000000 1 day",
            "market_pool_state 2 days 12:00:00",
            "market_quote 2 days 12:00:00",
            "market_sight 2 days 12:00:00");
    assertThat(
            rows(
                "SELECT concat_ws(' ', attname, segmentby_column_index, orderby_column_index)"
                    + " FROM timescaledb_information.compression_settings"
                    + " WHERE hypertable_name = 'event'"))
        .containsExactly("position 1");
  }

  @Test
  void readsThePastFromCompressedChunks() throws Exception {
    compressBehind(20);

    try (Connection connection = settings.open();
        Connection other = ConnectionSettings.owner(fixture.database()).open()) {
      LogReader there = new LogReader(DSL.using(connection, SQLDialect.POSTGRES));
      LogReader here = new LogReader(DSL.using(other, SQLDialect.POSTGRES));
      assertThat(decoded(there.after(0, 1000)))
          .isEqualTo(decoded(here.after(0, 1000)))
          .hasSize((int) EVENTS);
      for (long upTo : List.of(7L, 35L, EVENTS)) {
        assertThat(decoded(there.stream(stream("s1"), upTo)))
            .isEqualTo(decoded(here.stream(stream("s1"), upTo)))
            .isNotEmpty();
      }
    }
  }

  private static List<RecordedEvent> decoded(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::decoded).toList();
  }

  @Test
  @DisplayName("failures #35: a row of a compressed chunk is append-only")
  void refusesToChangeCompressedRows() throws Exception {
    compressBehind(20);

    for (String sql :
        List.of(
            "UPDATE fairlead.event SET type = 'x' WHERE position = 5::bigint",
            "UPDATE fairlead.event SET type = 'x'",
            "DELETE FROM fairlead.event WHERE version = 1::bigint",
            "DELETE FROM fairlead.event",
            "TRUNCATE fairlead.event")) {
      assertThatThrownBy(() -> run(sql)).as(sql).hasMessageContaining("append-only");
    }
    assertThat(verdict()).isInstanceOf(Verdict.Sound.class);
  }

  private void refused(String role, String sql) throws SQLException {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role);
      try {
        assertThatThrownBy(() -> statement.execute(sql))
            .as("%s: %s", role, sql)
            .hasMessageMatching(
                "(?s).*(permission denied|must be owner|insufficient permissions).*");
      } finally {
        statement.execute("RESET ROLE");
      }
    }
  }

  @Test
  @DisplayName("failures #35: neither writer nor reader can compress, decompress or drop a chunk")
  void noRoleCanTouchCompressedChunks() throws Exception {
    compressBehind(20);
    List<String> chunks = rows("SELECT c FROM show_chunks('fairlead.event') c ORDER BY c");
    String job = job("event");

    for (String role : List.of("fairlead_appender", "fairlead_reader")) {
      for (String sql :
          List.of(
              "SELECT decompress_chunk('" + chunks.getFirst() + "')",
              "SELECT compress_chunk('" + chunks.getLast() + "')",
              "ALTER TABLE fairlead.event SET (timescaledb.compress = false)",
              "SELECT drop_chunks('fairlead.event', 20::bigint)",
              "SELECT add_retention_policy('fairlead.event', 20::bigint)",
              "SELECT remove_compression_policy('fairlead.event')",
              "SELECT alter_job(" + job + ", scheduled => false)",
              "SELECT delete_job(" + job + ")",
              "DELETE FROM " + batches().getFirst())) {
        refused(role, sql);
      }
    }
    assertThat(verdict()).isInstanceOf(Verdict.Sound.class);
  }

  /** The tables that hold compressed chunks, in the order of these. */
  private List<String> batches() throws SQLException {
    return rows(
        "SELECT c.oid::regclass FROM pg_class c WHERE relname LIKE 'compress_hyper_%_chunk'"
            + " ORDER BY c.oid");
  }

  @Test
  @DisplayName("failures #35: what is taken out of a compressed chunk behind its back is missed")
  void findsARemovedBatch() throws Exception {
    compressBehind(20);

    run("DELETE FROM " + batches().get(1));

    assertThat(verdict())
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            broken -> {
              assertThat(broken.fault()).isEqualTo(Fault.GAP);
              assertThat(broken.position()).isEqualTo(new LogPosition(10));
            });
  }

  @Test
  @DisplayName("failures #35: no job drops events, and one that is paused stays paused")
  void hasNoRetentionOfEvents() throws Exception {
    run("SELECT alter_job(" + job("event") + ", scheduled => false)");
    run(script(Schema.scripts().getLast()));

    assertThat(
            rows(
                "SELECT hypertable_name || ' ' || proc_name || ' ' || scheduled FROM timescaledb_information.jobs"
                    + " WHERE hypertable_schema = 'fairlead' ORDER BY 1"))
        .containsExactly(
            "block_gas policy_compression true",
            "event policy_compression false",
            "market_pool_state policy_compression true",
            "market_quote policy_compression true",
            "market_sight policy_compression true");
  }

  @Test
  void forgetsTheMarketByCompressedChunks() throws Exception {
    run(
        "INSERT INTO fairlead.market_sight SELECT 'n', 1, now() - d * interval '1 day', d, '\\x01', 0, false"
            + " FROM generate_series(0, 9) d");
    run("CALL run_job(" + job("market_sight") + ")");
    assertThat(
            rows(
                "SELECT count(*) FROM timescaledb_information.chunks"
                    + " WHERE hypertable_name = 'market_sight' AND is_compressed"))
        .containsExactly("7");

    assertThat(rows("SELECT fairlead.forget_market(now() - interval '5 days')"))
        .containsExactly("4");
    assertThat(rows("SELECT count(*) FROM fairlead.market_sight")).containsExactly("6");
  }
}
