package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.Verdict;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import dev.fairlead.signing.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RightsTest {
  private static final List<String> CHANGES =
      List.of(
          "UPDATE event SET type = 'x' WHERE position = 1",
          "DELETE FROM event",
          "TRUNCATE event",
          "ALTER TABLE event DISABLE TRIGGER ALL",
          "DROP TABLE event",
          "INSERT INTO event SELECT 99, stream_kind, stream_id, version, gen_random_uuid(),"
              + " recorded_at, type, payload, previous, hash FROM event",
          "SELECT drop_chunks('event', 1000000000::bigint)",
          "UPDATE log_head SET position = 0",
          "UPDATE seal SET key = 'x'",
          "DELETE FROM event_key",
          "UPDATE stream SET id = 'another'",
          "DELETE FROM account_nonce",
          "DELETE FROM idempotency_key",
          "UPDATE merkle_node SET ordinal = 0",
          "DELETE FROM checkpoint",
          "SET session_replication_role = replica");

  private static final Login NOBODY = new Login("nobody", Secret.of("none"));

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();

  @BeforeEach
  void write() {
    append(store.log(), stream("s"), 0, "a", "b");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void refused(Login login, String sql) {
    assertThatThrownBy(() -> fixture.execute(login, sql))
        .as(sql)
        .isInstanceOf(LogFixture.DatabaseRefused.class)
        .hasMessageMatching("(?s).*(permission denied|must be owner|append-only).*");
  }

  @Test
  @DisplayName("failures #137: the writer can change nothing that is written")
  void writerCanNotChangeTheLog() {
    CHANGES.forEach(sql -> refused(fixture.database().writer(), sql));
    assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  @DisplayName("failures #137: the reader can neither change nor append")
  void readerCanNotAppend() {
    CHANGES.forEach(sql -> refused(fixture.database().reader(), sql));
    refused(fixture.database().reader(), "SELECT * FROM fairlead.open_log(true)");
    refused(fixture.database().reader(), "DELETE FROM intent_index");
  }

  @Test
  @DisplayName("failures #137: triggers refuse even the owner, as a second line")
  void triggersRefuseTheOwner() {
    for (String sql :
        List.of(
            "UPDATE event SET type = 'x' WHERE position = 1",
            "DELETE FROM event WHERE position = 1",
            "TRUNCATE event",
            "DELETE FROM seal",
            "DELETE FROM event_key")) {
      refused(fixture.database().owner(), sql);
    }
  }

  @Test
  void refusesToOpenWithoutTheRights() {
    LogDatabase database = fixture.database();
    LogDatabase wrong =
        new LogDatabase(database.url(), database.owner(), database.reader(), database.reader());

    assertThatThrownBy(() ->
            PostgresEventStore.open(
                wrong,
                EventStoreSettings.of("n"),
                LogFixture.SIGNER,
                InstantSource.system(),
                EventStoreObserver.silent()))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
        .hasMessageContaining("permission denied");
  }

  @Test
  void knowsWhetherAppendsRunAsTheOwner() {
    assertThat(store.appendsAsOwner()).isFalse();
    LogDatabase one = LogDatabase.of(fixture.database().url(), fixture.database().owner());
    try (EventStore asOwner =
        PostgresEventStore.open(
            one,
            EventStoreSettings.of("n"),
            LogFixture.SIGNER,
            InstantSource.system(),
            EventStoreObserver.silent())) {
      assertThat(asOwner.appendsAsOwner()).isTrue();
    }
  }

  @Test
  void verifiesAsTheReaderAlone() {
    LogDatabase database = fixture.database();
    LogDatabase readable = new LogDatabase(database.url(), NOBODY, NOBODY, database.reader());

    assertThat(PostgresEventStore.verify(readable, EvidenceSettings.unanchored(), (done, of) -> {}))
        .isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void changesKeysWithoutTheOwner() {
    LogDatabase database = fixture.database();
    EventSigner next = LocalEventSigner.generate(new SecureRandom());

    keys(new LogDatabase(database.url(), NOBODY, database.writer(), database.reader()))
        .rotate(LogFixture.SIGNER, next, InstantSource.system());

    assertThat(fixture.query("SELECT key FROM fairlead.seal ORDER BY position DESC LIMIT 1"))
        .isEqualTo(next.key());
  }

  @Test
  void refusesToChangeKeysInTablesOfAnotherVersion() {
    LogDatabase database = fixture.database();
    fixture.tamper(
        "DELETE FROM flyway_schema_history WHERE version::integer ="
            + " (SELECT max(version::integer) FROM flyway_schema_history)");

    assertThatThrownBy(() ->
            keys(database)
                .rotate(
                    LogFixture.SIGNER,
                    LocalEventSigner.generate(new SecureRandom()),
                    InstantSource.system()))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
        .hasMessageContaining("a node that starts migrates them");
  }

  private static KeyHistory keys(LogDatabase database) {
    return new KeyHistory(database, EvidenceSettings.unanchored(), "node-1");
  }

  @Test
  @DisplayName("failures #20: a server that may lose commits is refused by the setting's name")
  void refusesUnsafeSettings() {
    String name = fixture.query("SELECT current_database()");
    fixture.execute(
        fixture.database().owner(), "ALTER DATABASE " + name + " SET synchronous_commit = off");

    assertThatThrownBy(fixture::open)
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
        .hasMessageContaining("synchronous_commit is off");
  }

  @Test
  @DisplayName("failures #20: what the appender acknowledges is on the disk, whatever the defaults")
  void appendsDurablyWhateverTheDefaultsBecome() {
    fixture.execute(
        fixture.database().owner(),
        "CREATE TABLE seen (setting text)",
        "CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN INSERT INTO fairlead.seen"
            + " VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$",
        "CREATE TRIGGER see AFTER INSERT ON seal FOR EACH ROW EXECUTE FUNCTION see()",
        "ALTER DATABASE "
            + fixture.query("SELECT current_database()")
            + " SET synchronous_commit = off",
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname ="
            + " current_database() AND application_name = 'fairlead-append'");

    append(store.log(), stream("s"), 2, "c");

    assertThat(fixture.query("SHOW synchronous_commit")).isEqualTo("off");
    assertThat(fixture.query("SELECT setting FROM seen")).isEqualTo("on");
  }
}
