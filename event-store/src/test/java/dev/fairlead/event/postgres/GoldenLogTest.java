package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log and the proofs of every release stay good. */
final class GoldenLogTest {
  private final LogFixture fixture = new LogFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Sound sound() {
    Verdict verdict =
        PostgresEventStore.verify(fixture.database(), EvidenceSettings.unanchored(), (_, _) -> {});
    assertThat(verdict).isInstanceOf(Sound.class);
    return (Sound) verdict;
  }

  @ParameterizedTest
  @CsvSource("0.1, 282, f9f0e848fb5abe7a498bcf20fbc6f20f7a471d156c1f062994b01ce5a491b84a")
  @DisplayName("failures #39: the log of a release loads, is sound, and goes on")
  void keepsTheLogOfEveryRelease(String release, long events, String head) throws Exception {
    GoldenLog.load(fixture.database(), release);
    Sound before = sound();
    assertThat(before.count()).isEqualTo(events);
    assertThat(before.head().hash().toString()).isEqualTo("0x" + head);
    assertThat(before.checkpoints()).isEqualTo(3);
    assertThat(before.keys()).hasSize(2);
    assertThat(before.unchecked()).isEmpty();
    assertThat(fixture.query("SELECT count(*) FROM merkle_node")).isEqualTo("1");

    try (EventStore store = fixture.open()) {
      assertThat(store.log().readAll(LogPosition.START, 1000)).hasSizeGreaterThan((int) events);
      LogPosition last = append(store.log(), stream("later"), 0, "more").last();
      store.intents().catchUp(last, Duration.ofSeconds(30));
      for (String name : store.projections().names()) {
        assertThat(store.projections().rebuild(name, (_, _) -> {}).added()).as(name).isZero();
      }
    }
    assertThat(sound().count()).isEqualTo(events + 2);
  }

  @Test
  @DisplayName(
      "failures #39: the tables of an earlier version are brought up to date with their log")
  void bringsTablesOfAnEarlierVersionUpToDate() throws Exception {
    fixture.tamper("DROP SCHEMA fairlead CASCADE");
    Schema.configuration(fixture.database()).target("9").load().migrate();
    GoldenLog.fill(fixture.database(), "0.1");
    fixture.tamper(
        "INSERT INTO projection VALUES ('snapshot', 1, 200), ('snapshot_beside', 1, 100)",
        "INSERT INTO snapshot VALUES ('%s', 200, '\\x00', 0, '{}', '{}', '{}', '{}', '{}')"
            .formatted(SnapshotRows.WHOLE_LOG));

    try (EventStore store = fixture.open()) {
      LogPosition last = append(store.log(), stream("later"), 0, "more").last();
      store.intents().catchUp(last, Duration.ofSeconds(30));
      while (store.projections().states().stream()
          .anyMatch(state -> last.isAfter(state.position()))) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(store.snapshots().latest(last)).isEmpty();
    }
    assertThat(sound().count()).isEqualTo(284);
    assertThat(fixture.query("SELECT name, revision, position FROM projection ORDER BY name"))
        .isEqualTo("intent_index|1|284\nsnapshot|2|284");
    assertThat(fixture.query("SELECT count(*) FROM snapshot")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource("0.1")
  @DisplayName("failures #39: the scripts that made a release's tables are what they were")
  void keepsTheScriptsOfEveryRelease(String release) throws IOException {
    List<String> scripts =
        Arrays.stream(Schema.configuration(fixture.database()).load().info().all())
            .map(script -> script.getScript() + " " + script.getChecksum())
            .toList();
    assertThat(scripts).containsAll(GoldenLog.text(release, "scripts.txt").lines().toList());
  }

  @ParameterizedTest
  @CsvSource("0.1")
  @DisplayName("failures #39: the proofs of a release check")
  void keepsTheProofsOfEveryRelease(String release) throws IOException, SQLException {
    for (String name : new String[] {"inclusion.json", "consistency.json"}) {
      String json = GoldenLog.text(release, name);
      String key = json.replaceAll("(?s).*\"public_key\": ?\"([0-9a-f]{64})\".*", "$1");
      ProofChecker checker = new ProofChecker(Set.of(key));

      assertThat(checker.failures(Proof.parse(json))).as(name).isEmpty();
      String edited = json.replaceFirst("(\"path\": ?\\[\\s*\")(..)", "$100");
      assertThat(edited).isNotEqualTo(json);
      assertThat(checker.failures(Proof.parse(edited))).as(name + ", edited").isNotEmpty();
    }
  }
}
