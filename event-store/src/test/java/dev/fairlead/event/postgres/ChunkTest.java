package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chunks of the events are as safe as the table. */
final class ChunkTest {
  private static final int EVENTS = 35;

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = openWithSmallChunks();

  private EventStore openWithSmallChunks() {
    fixture.tamper("SELECT set_chunk_time_interval('fairlead.event', 10::bigint)");
    return fixture.open();
  }

  @BeforeEach
  void fillSomeChunks() {
    for (int i = 0; i < EVENTS; i++) {
      append(store.log(), stream("s"), i, "e" + i);
    }
    assertThat(chunks()).hasSizeGreaterThan(2);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> chunks() {
    return fixture
        .query("SELECT c FROM show_chunks('fairlead.event') AS c ORDER BY c::oid")
        .lines()
        .toList();
  }

  @Test
  @DisplayName("failures #35: neither writer nor reader can drop or touch a chunk")
  void noRoleCanTouchAChunk() {
    List<String> attempts =
        new ArrayList<>(
            List.of(
                "SELECT drop_chunks('fairlead.event', 20::bigint)",
                "SELECT set_chunk_time_interval('fairlead.event', 5::bigint)"));
    for (String chunk : chunks()) {
      attempts.addAll(
          List.of(
              "UPDATE " + chunk + " SET type = 'x'",
              "DELETE FROM " + chunk,
              "TRUNCATE " + chunk,
              "DROP TABLE " + chunk));
    }
    for (String sql : attempts) {
      for (var login : List.of(fixture.database().writer(), fixture.database().reader())) {
        assertThatThrownBy(() -> fixture.execute(login, sql))
            .as("%s: %s", login.user(), sql)
            .isInstanceOf(LogFixture.DatabaseRefused.class)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
    assertThat(fixture.query("SELECT count(*) FROM event")).isEqualTo(Integer.toString(EVENTS + 1));
    assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  /** Who may compress on the community edition is asked there; here the license comes first. */
  @ParameterizedTest(name = "leaves to the community edition what Apache''s lacks: {0}")
  @ValueSource(
      strings = {
        "ALTER TABLE fairlead.event SET (timescaledb.compress)",
        "SELECT add_retention_policy('fairlead.event', 20::bigint)",
        "SELECT add_compression_policy('fairlead.event', 20::bigint)"
      })
  void doesNotCompressOnTheApacheEdition(String sql) {
    assertThat(fixture.query("SELECT current_setting('timescaledb.license')")).isEqualTo("apache");
    assertThatThrownBy(() -> fixture.execute(fixture.database().owner(), sql))
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .hasFieldOrPropertyWithValue("SQLState", "0A000");
    assertThat(
            fixture.query(
                "SELECT count(*) FROM timescaledb_information.jobs"
                    + " WHERE hypertable_schema = 'fairlead'"))
        .isEqualTo("0");
  }

  @Test
  @DisplayName("failures #35: a row of a chunk is as append-only as one of the table")
  void triggersGuardEachChunk() {
    for (String chunk : chunks()) {
      for (String sql : List.of("UPDATE " + chunk + " SET type = 'x'", "DELETE FROM " + chunk)) {
        assertThatThrownBy(() -> fixture.execute(fixture.database().owner(), sql))
            .as(sql)
            .hasMessageContaining("append-only");
      }
    }
  }

  @ParameterizedTest(name = "failures #35: what the owner does away with is missed: {0}")
  @ValueSource(
      strings = {
        "SELECT drop_chunks('fairlead.event', 20::bigint)",
        "TRUNCATE %s",
        "DROP TABLE %s"
      })
  void findsWhatTheOwnerDropped(String sql) {
    fixture.execute(fixture.database().owner(), sql.formatted(chunks().getFirst()));

    assertThat(store.verifier().verify((done, of) -> {}))
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            broken -> {
              assertThat(broken.fault()).isEqualTo(Fault.GAP);
              assertThat(broken.position()).isEqualTo(new LogPosition(1));
            });
    append(store.log(), stream("s"), EVENTS, "the log goes on");
  }
}
