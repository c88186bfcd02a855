package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the verifier says of a log that the database's superuser changed. */
final class LogVerifierTest {
  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();

  @BeforeEach
  void write() {
    for (int i = 0; i < 8; i++) {
      append(store.log(), stream("a"), i, "event a" + i);
    }
    append(store.log(), stream("b"), 0, "event b0", "event b1", "event b2");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Verdict verdict() {
    return store.verifier().verify((done, of) -> {});
  }

  private void assertBroken(long position, Fault fault) {
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).as("%s", broken).isEqualTo(new LogPosition(position));
              assertThat(broken.fault()).as("%s", broken).isEqualTo(fault);
            });
  }

  @Test
  void findsALogSoundThatNobodyTouched() {
    assertThat(verdict())
        .isInstanceOfSatisfying(
            Sound.class,
            sound -> {
              assertThat(sound.count()).isEqualTo(12);
              assertThat(sound.seals()).isEqualTo(10);
              assertThat(sound.head()).isEqualTo(store.log().head());
              assertThat(sound.keys()).containsExactly(LogFixture.SIGNER.key());
            });
  }

  @Test
  @DisplayName("failures #136: one edited byte of a payload is found at its event")
  void findsAnEditedByte() {
    fixture.tamper("UPDATE event SET payload = set_byte(payload, 3, 65) WHERE position = 5");
    assertBroken(5, Fault.CONTENT);
  }

  @Test
  @DisplayName("failures #136: an edited event with a hash made to fit is found by its seal")
  void findsAnEditedEventWithAHashThatFits() {
    fixture.tamper("UPDATE event SET payload = set_byte(payload, 3, 65) WHERE position = 5");
    byte[] hash =
        new CanonicalForm().hash(new LogReader(Sql.of(fixture.database())).after(4, 1).getFirst());
    fixture.tamper(
        "UPDATE event SET hash = '\\x%1$s' WHERE position = 5"
            .formatted(HexFormat.of().formatHex(hash)),
        "UPDATE event SET previous = '\\x%1$s' WHERE position = 6"
            .formatted(HexFormat.of().formatHex(hash)));
    assertBroken(5, Fault.SEAL);
  }

  @Test
  @DisplayName("failures #136: a deleted event is found as a gap")
  void findsADeletedEvent() {
    fixture.tamper("DELETE FROM event WHERE position = 6");
    assertBroken(6, Fault.GAP);
  }

  @Test
  @DisplayName("failures #136: an event inserted into a gap made for it is found where it stands")
  void findsAnInsertedEvent() {
    fixture.tamper(
        "UPDATE event SET position = position + 1000 WHERE position >= 6",
        "UPDATE event SET position = position - 999 WHERE position >= 1006",
        "INSERT INTO event SELECT 6, stream_kind, stream_id, version, gen_random_uuid(),"
            + " recorded_at, type, payload, previous, hash FROM event WHERE position = 5");
    assertBroken(6, Fault.CHAIN);
  }

  @Test
  @DisplayName("failures #136: two events that changed places are found at the first")
  void findsSwappedEvents() {
    fixture.tamper(
        "UPDATE event SET position = 1000 WHERE position = 4",
        "UPDATE event SET position = 4 WHERE position = 7",
        "UPDATE event SET position = 7 WHERE position = 1000");
    assertBroken(4, Fault.CHAIN);
  }

  @Test
  @DisplayName("failures #136: a cut tail is found where it was cut")
  void findsACutTail() {
    fixture.tamper("DELETE FROM event WHERE position > 9");
    assertBroken(10, Fault.GAP);
  }

  @Test
  @DisplayName("failures #136: a cut tail is found too when the head was set back half-heartedly")
  void findsACutTailWithAHeadSetBack() {
    fixture.tamper(
        "DELETE FROM event WHERE position > 9",
        "UPDATE log_head SET position = 9, hash = (SELECT hash FROM event WHERE position = 9)");
    assertBroken(10, Fault.TAIL);
  }

  @Test
  void findsAnEventThatWasDatedBack() {
    fixture.tamper(
        "UPDATE event SET recorded_at = recorded_at - interval '1 hour' WHERE position = 5");
    assertBroken(5, Fault.CONTENT);
  }

  @Test
  void findsACommitThatWasDatedBackInItsSeal() {
    fixture.tamper(
        "UPDATE seal SET recorded_at = recorded_at - interval '1 hour' WHERE position = 5");
    assertBroken(5, Fault.TIME);
  }

  @Test
  @DisplayName("failures #138: an event of another log does not fit, although its hash is right")
  void findsAnEventOfAnotherLog() {
    try (LogFixture other = new LogFixture()) {
      EventStore elsewhere = other.open();
      for (int i = 0; i < 8; i++) {
        append(elsewhere.log(), stream("a"), i, "event of another log " + i);
      }
      String row =
          other.query(
              "SELECT event_id, payload, previous, hash, recorded_at FROM event"
                  + " WHERE position = 5");
      String[] columns = row.split("\\|", -1);
      fixture.tamper(
          "UPDATE event SET event_id = '%s', payload = '%s', previous = '%s', hash = '%s',"
                  .formatted(columns[0], columns[1], columns[2], columns[3])
              + " recorded_at = '%s' WHERE position = 5".formatted(columns[4]));
    }
    assertBroken(5, Fault.CHAIN);
  }

  @Test
  void findsASealThatWasRemoved() {
    fixture.tamper("DELETE FROM seal WHERE position = 5");
    assertBroken(5, Fault.SEAL_MISSING);
  }

  @Test
  void findsASealOfAKeyThatTheLogNeverIntroduced() {
    EventSigner thief = LocalEventSigner.generate(new SecureRandom());
    Head head = new LogReader(Sql.of(fixture.database())).head();
    byte[] message =
        new CanonicalForm()
            .seal(head.logId(), head.position(), head.hash(), head.epoch(), head.recordedAt());
    fixture.tamper(
        "UPDATE seal SET key = '%s', signature = '%s' WHERE position = 12"
            .formatted(thief.key(), "\\x" + thief.sign(message).toString().substring(2)));
    assertBroken(12, Fault.KEY);
  }

  @Test
  void findsALogThatWasGivenAnotherIdentity() {
    fixture.tamper("UPDATE log_head SET log_id = '" + UUID.randomUUID() + "'");
    assertBroken(1, Fault.CHAIN);
  }

  @Test
  void findsLookupTablesThatDisagree() {
    fixture.tamper("DELETE FROM event_key WHERE position = 7");
    assertBroken(7, Fault.LOOKUP);
  }
}
