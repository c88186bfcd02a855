package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the verifier says of a log with checkpoints in a file that the database's superuser, who
 * changed everything else, could not write. Each test has its row in TAMPERING.md.
 */
final class TamperingTest {
  private static final EventSigner THIEF = LocalEventSigner.generate(new SecureRandom());

  /** Everything that an admin would have to write anew. */
  private static final List<String> EMPTIED =
      List.of(
          "DELETE FROM event",
          "DELETE FROM seal",
          "DELETE FROM event_key",
          "DELETE FROM stream",
          "DELETE FROM merkle_node",
          "DELETE FROM checkpoint",
          "DELETE FROM intent_index",
          "DELETE FROM projection",
          "UPDATE log_head SET position = 0, recorded_at = 'epoch', hash ="
              + " sha256(convert_to('fairlead.genesis.v1', 'UTF8') || uuid_send(log_id))");

  @TempDir private Path directory;

  private final LogFixture fixture = new LogFixture();

  private EvidenceSettings evidence() {
    return EvidenceFixture.anchored(new FileAnchor(directory.resolve("checkpoints.log")));
  }

  /** Events at 2 to 13, checkpoints of 6 and of 13 events; the node has stopped. */
  @BeforeEach
  void write() {
    try (EventStore store = EvidenceFixture.open(fixture, evidence(), LogFixture.SIGNER)) {
      for (int i = 0; i < 5; i++) {
        append(store.log(), stream("a"), i, "event a" + i);
      }
      store.evidence().checkpoint();
      append(store.log(), stream("b"), 0, "b0", "b1", "b2", "b3");
      append(store.log(), stream("a"), 5, "a5", "a6", "a7");
      store.evidence().checkpoint();
    }
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Sound.class,
            sound -> {
              assertThat(sound.count()).isEqualTo(13);
              assertThat(sound.checkpoints()).isEqualTo(2);
            });
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Verdict verdict() {
    return verdict(evidence());
  }

  private Verdict verdict(EvidenceSettings evidence) {
    return PostgresEventStore.verify(fixture.database(), evidence, (_, _) -> {});
  }

  private void expect(String tampering, long position, Fault fault) {
    expect(tampering, position, fault, evidence());
  }

  private void expect(String tampering, long position, Fault fault, EvidenceSettings evidence) {
    assertThat(verdict(evidence))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).as("%s", broken).isEqualTo(new LogPosition(position));
              assertThat(broken.fault()).as("%s", broken).isEqualTo(fault);
              TamperingTable.read().assertSays(tampering, "TamperingTest", broken);
            });
  }

  /** Writes the whole log anew, as one who has the database's password and this key would. */
  private void rewrite(EventSigner key, InstantSource clock, String changed) {
    fixture.tamper(EMPTIED.toArray(String[]::new));
    EvidenceSettings nowhere = EvidenceFixture.anchored();
    try (EventStore store =
        EvidenceFixture.open(fixture, nowhere, key, clock, EventStoreObserver.silent())) {
      for (int i = 0; i < 5; i++) {
        append(store.log(), stream("a"), i, i == 2 ? changed : "event a" + i);
      }
      append(store.log(), stream("b"), 0, "b0", "b1", "b2", "b3");
      append(store.log(), stream("a"), 5, "a5", "a6", "a7");
      store.evidence().checkpoint();
    }
    assertThat(verdict(nowhere)).as("without the anchor it passes").isInstanceOf(Sound.class);
  }

  @Test
  @DisplayName("failures #136: one edited byte")
  void editedByte() {
    fixture.tamper("UPDATE event SET payload = set_byte(payload, 3, 65) WHERE position = 5");
    expect("one byte of a payload edited at 5", 5, Fault.CONTENT);
  }

  @Test
  @DisplayName("failures #136: a name that no stream can have is damage, not a crash")
  void editedName() {
    fixture.tamper("UPDATE event SET stream_kind = '!' WHERE position = 5");
    expect("a stream's name edited at 5", 5, Fault.CONTENT);
  }

  @Test
  @DisplayName("failures #136: a removed event")
  void removedEvent() {
    fixture.tamper("DELETE FROM event WHERE position = 6");
    expect("the event at 6 removed", 6, Fault.GAP);
  }

  @Test
  @DisplayName("failures #136: a removed event, the others moved up")
  void removedEventWithoutAGap() {
    fixture.tamper(
        "DELETE FROM event WHERE position = 6",
        "UPDATE event SET position = position + 1000 WHERE position > 6",
        "UPDATE event SET position = position - 1001 WHERE position > 1000");
    expect("the event at 6 removed, the others moved up", 6, Fault.CHAIN);
  }

  @Test
  @DisplayName("failures #136: an inserted event")
  void insertedEvent() {
    fixture.tamper(
        "UPDATE event SET position = position + 1000 WHERE position >= 6",
        "UPDATE event SET position = position - 999 WHERE position >= 1006",
        "INSERT INTO event SELECT 6, stream_kind, stream_id, version, gen_random_uuid(),"
            + " recorded_at, type, payload, previous, hash FROM event WHERE position = 5");
    expect("an event inserted at 6", 6, Fault.CHAIN);
  }

  @Test
  @DisplayName("failures #136: two swapped events")
  void swappedEvents() {
    fixture.tamper(
        "UPDATE event SET position = 1000 WHERE position = 4",
        "UPDATE event SET position = 4 WHERE position = 9",
        "UPDATE event SET position = 9 WHERE position = 1000");
    expect("the events at 4 and 9 swapped", 4, Fault.CHAIN);
  }

  @Test
  @DisplayName("failures #136: a re-dated event")
  void datedBack() {
    fixture.tamper(
        "UPDATE event SET recorded_at = recorded_at - interval '1 hour' WHERE position = 5");
    expect("the event at 5 dated back by an hour", 5, Fault.CONTENT);
  }

  @Test
  @DisplayName("failures #136: a re-dated commit")
  void commitDatedBack() {
    fixture.tamper(
        "UPDATE seal SET recorded_at = recorded_at - interval '1 hour' WHERE position = 5");
    expect("the seal at 5 dated back by an hour", 5, Fault.TIME);
  }

  @Test
  @DisplayName("failures #136: a tail cut off with its head, seals, lookups, tree and checkpoints")
  void cutTail() {
    cutTailAfter(10);
    expect("the tail after 10 cut off, head, seals and all lookups set back", 11, Fault.CHECKPOINT);
    assertRefused(Difference.WENT_BACKWARDS);
  }

  private void cutTailAfter(int end) {
    fixture.tamper(
        "DELETE FROM event WHERE position > " + end,
        "DELETE FROM seal WHERE position > " + end,
        "DELETE FROM event_key WHERE position > " + end,
        "DELETE FROM stream WHERE stream > " + end,
        "UPDATE projection SET position = least(position, %d)".formatted(end),
        "DELETE FROM checkpoint WHERE size > " + end,
        "UPDATE log_head SET position = %1$d, hash = (SELECT hash FROM event WHERE position = %1$d)"
            .formatted(end));
    assertThat(verdict(EvidenceFixture.anchored()))
        .as("without the anchor it passes")
        .isInstanceOf(Sound.class);
  }

  @Test
  @DisplayName("failures #136: the whole log rewritten with a stolen password and another key")
  void rewrittenWithAnotherKey() {
    rewrite(THIEF, InstantSource.system(), "a lie");
    expect("the whole log rewritten, sealed by another key", 1, Fault.CHECKPOINT);
    assertRefused(Difference.REWRITTEN);
  }

  @Test
  @DisplayName("failures #136: the whole log rewritten with the node's own stolen key")
  void rewrittenWithTheNodesKey() {
    rewrite(LogFixture.SIGNER, InstantSource.system(), "a lie");
    expect("the whole log rewritten, sealed by the node's stolen key", 1, Fault.CHECKPOINT);
    assertRefused(Difference.REWRITTEN);
  }

  @Test
  @DisplayName("failures #136: the whole log rewritten with other times only")
  void rewrittenWithOtherTimes() {
    Instant earlier = Instant.now().minus(Duration.ofHours(1));
    rewrite(LogFixture.SIGNER, () -> earlier, "event a2");
    expect("the whole log rewritten, an hour earlier", 1, Fault.CHECKPOINT);
  }

  @Test
  @DisplayName("failures #136: the part since a checkpoint rewritten is named from there on")
  void rewrittenSinceACheckpoint() {
    cutTailAfter(6);
    EvidenceSettings nowhere = EvidenceFixture.anchored();
    try (EventStore store = EvidenceFixture.open(fixture, nowhere, LogFixture.SIGNER)) {
      append(store.log(), stream("b"), 0, "b0", "b1", "b2", "another");
      append(store.log(), stream("a"), 5, "a5", "a6", "a7");
    }
    expect("everything after the checkpoint of 6 rewritten", 7, Fault.CHECKPOINT);
  }

  @Test
  @DisplayName("failures #138: another log in the place of this one")
  void anotherLog() {
    fixture.tamper(EMPTIED.toArray(String[]::new));
    fixture.tamper("DELETE FROM log_head");
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
      append(store.log(), stream("a"), 0, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
      append(store.log(), stream("b"), 0, "0", "1", "2", "3");
    }
    expect("another log put in its place", 1, Fault.CHECKPOINT);
    assertRefused(Difference.ANOTHER_LOG);
  }

  @Test
  @DisplayName("failures #136: events added by one who has the password but no trusted key")
  void eventsAddedWithAnUntrustedKey() {
    try (EventStore store = EvidenceFixture.open(fixture, EvidenceFixture.anchored(), THIEF)) {
      append(store.log(), stream("c"), 0, "a lie");
    }
    String trusted = LogFixture.SIGNER.publicKey().toString().substring(2);
    expect(
        "an event added by a key that is not among the trusted ones",
        14,
        Fault.KEY,
        new EvidenceSettings(Duration.ofDays(1), evidence().anchors(), Set.of(trusted)));
  }

  @Test
  void treeNodeOfTheDatabase() {
    try (EventStore store = EvidenceFixture.open(fixture, evidence(), LogFixture.SIGNER)) {
      for (int i = 0; i < 300; i++) {
        append(store.log(), stream("c"), i, "c" + i);
      }
      store.evidence().checkpoint();
    }
    assertThat(verdict()).isInstanceOf(Sound.class);
    fixture.tamper("UPDATE merkle_node SET hash = set_byte(hash, 0, 1 # get_byte(hash, 0))");
    expect("a stored node of the tree edited", 1, Fault.TREE);
    fixture.tamper("DELETE FROM merkle_node", "INSERT INTO merkle_node VALUES (8, 1, sha256('x'))");
    expect("a stored node of the tree removed", 1, Fault.TREE);
  }

  @Test
  void checkpointOfTheDatabase() {
    fixture.tamper("UPDATE checkpoint SET root = sha256('x') WHERE size = 13");
    expect("a checkpoint in the database edited", 13, Fault.CHECKPOINT);
  }

  @Test
  void checkpointDatedBack() {
    fixture.tamper("UPDATE checkpoint SET taken_at = taken_at - interval '1 day' WHERE size = 13");
    expect("a checkpoint in the database dated back", 13, Fault.CHECKPOINT);
  }

  @Test
  @DisplayName("failures #113: what a revoked key seals does not count from the revocation on")
  void sealedByARevokedKey() {
    EventSigner next = LocalEventSigner.generate(new SecureRandom());
    KeyHistory history = new KeyHistory(fixture.database(), evidence(), "node-1");
    history.rotate(LogFixture.SIGNER, next, InstantSource.system());
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Sound.class,
            sound -> assertThat(sound.keys()).contains(next.key(), LogFixture.SIGNER.key()));
    assertThatThrownBy(() -> EvidenceFixture.open(fixture, evidence(), LogFixture.SIGNER))
        .hasMessageContaining("was revoked at position");

    long head = Long.parseLong(fixture.query("SELECT position FROM log_head"));
    Head before = new LogReader(Sql.of(fixture.database())).head();
    byte[] message =
        new CanonicalForm()
            .seal(before.logId(), head, before.hash(), before.epoch(), before.recordedAt());
    fixture.tamper(
        "UPDATE seal SET key = '%s', signature = '\\x%s' WHERE position = %d"
            .formatted(
                LogFixture.SIGNER.key(),
                HexFormat.of().formatHex(LogFixture.SIGNER.sign(message).toArray()),
                head));
    expect("the last commit sealed by a revoked key", head, Fault.KEY);
  }

  private void assertRefused(Difference difference) {
    long before = Long.parseLong(fixture.query("SELECT position FROM log_head"));
    assertThatThrownBy(() -> EvidenceFixture.open(fixture, evidence(), LogFixture.SIGNER))
        .isInstanceOfSatisfying(
            LogDiverged.class, e -> assertThat(e.difference()).isEqualTo(difference))
        .hasMessageContaining("events verify --config");
    assertThat(fixture.query("SELECT position FROM log_head")).isEqualTo("" + before);
  }
}
