package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.Verdict.Sound;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found is the same, and at the same position, wherever the borders of stretches lie. */
final class StretchTest {
  @TempDir private Path directory;

  private final LogFixture fixture = new LogFixture();

  @BeforeEach
  void write() {
    Ledger.write(fixture, anchor());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private FileAnchor anchor() {
    return new FileAnchor(directory.resolve("checkpoints.log"));
  }

  private void assertBroken(Verdict verdict, long position, Fault fault) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.position()).as("%s", broken).isEqualTo(new LogPosition(position));
              assertThat(broken.fault()).as("%s", broken).isEqualTo(fault);
            });
  }

  /** Does something that undoes itself when it is done again. */
  private void finds(int level, long position, Fault fault, String change) {
    String sql = String.format(Locale.ROOT, change, position);
    fixture.tamper(sql);
    assertBroken(Ledger.verify(fixture, level, LogCheck.all(), anchor()), position, fault);
    fixture.tamper(sql);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13})
  @DisplayName("failures #136: damage at every position, in stretches of any size")
  void namesThePositionWhereverTheBordersAre(int level) {
    assertThat(Ledger.verify(fixture, level, LogCheck.all(), anchor())).isInstanceOf(Sound.class);
    for (int position = 1; position <= Ledger.END; position++) {
      finds(
          level,
          position,
          Fault.CONTENT,
          "UPDATE event SET payload = set_byte(payload, 0, 1 # get_byte(payload, 0))"
              + " WHERE position = %d");
      finds(
          level,
          position,
          Fault.CHAIN,
          "UPDATE event SET previous = set_byte(previous, 0, 1 # get_byte(previous, 0))"
              + " WHERE position = %d");
      finds(
          level,
          position,
          Fault.GAP,
          "UPDATE event SET position = 1000 - position WHERE position IN (%1$d, 1000 - %1$d)");
    }
    for (long sealed : new long[] {4, 7, 8, 10, 12, 16, 18}) {
      finds(
          level,
          sealed,
          Fault.SEAL,
          "UPDATE seal SET signature = set_byte(signature, 0, 1 # get_byte(signature, 0))"
              + " WHERE position = %d");
      finds(
          level,
          sealed,
          Fault.LOOKUP,
          "UPDATE event_key SET version = -version WHERE position = %d");
    }
    assertThat(Ledger.verify(fixture, level, LogCheck.all(), anchor())).isInstanceOf(Sound.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 13})
  @DisplayName("failures #136: what the thief of a key rewrote, in stretches of any size")
  void namesARewrittenHistoryWhereverTheBordersAre(int level) {
    byte[] lie = "a lie".getBytes(StandardCharsets.UTF_8);
    new Forger(fixture, LogFixture.SIGNER).event(14, event -> Forger.saying(event, lie)).fit();
    assertBroken(Ledger.verify(fixture, level, LogCheck.all(), anchor()), 8, Fault.CHECKPOINT);

    fixture.tamper("DELETE FROM checkpoint");
    new Forger(fixture, LogFixture.SIGNER)
        .event(16, event -> Forger.ofVersion(event, 4))
        .event(17, event -> Forger.at(event, event.recordedAt().minus(Duration.ofHours(1))))
        .seal(17, seal -> Forger.at(seal, seal.micros() - Duration.ofHours(1).toNanos() / 1000))
        .fit();
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 16, Fault.STREAM_VERSION);

    new Forger(fixture, LogFixture.SIGNER).event(16, event -> Forger.ofVersion(event, 3)).fit();
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 17, Fault.TIME);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 13})
  void namesTheFirstOfTwoDamagesWhereverTheBordersAre(int level) {
    fixture.tamper("DELETE FROM checkpoint");
    new Forger(fixture, LogFixture.SIGNER).event(14, event -> Forger.ofVersion(event, 3)).fit();
    fixture.tamper("UPDATE event SET payload = set_byte(payload, 0, 65) WHERE position = 15");
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 14, Fault.STREAM_VERSION);

    fixture.tamper("UPDATE event SET payload = set_byte(payload, 0, 65) WHERE position = 13");
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 13, Fault.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 13})
  void namesAnEpochThatGoesBackOverACommitLongerThanAStretch(int level) {
    fixture.tamper("DELETE FROM checkpoint");
    new Forger(fixture, LogFixture.SIGNER).seal(7, seal -> Forger.ofEpoch(seal, 0)).fit();
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 7, Fault.SEAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 13})
  @DisplayName("failures #136: a stream that begins twice, in stretches of any size")
  void namesASecondBeginningWhereverTheBordersAre(int level) {
    fixture.tamper("DELETE FROM checkpoint");
    new Forger(fixture, LogFixture.SIGNER).event(14, event -> Forger.ofVersion(event, 1)).fit();
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 14, Fault.STREAM_VERSION);

    fixture.tamper("UPDATE event SET payload = set_byte(payload, 0, 65) WHERE position = 16");
    assertBroken(Ledger.verify(fixture, level, LogCheck.all()), 14, Fault.STREAM_VERSION);
  }

  @Test
  @DisplayName("failures #136: the anchor's file lost, cut, or edited")
  void saysHowMuchAnAnchorVouchesFor() throws IOException {
    Path file = directory.resolve("checkpoints.log");
    String whole = Files.readString(file);
    assertThat(outside()).containsExactly(2, 18);

    Files.writeString(file, whole.substring(0, whole.length() - 20));
    assertThat(outside()).as("the last line cut").containsExactly(1, 7);

    Files.writeString(
        file, whole.replace("\"size\": 18", "\"size\": 17").replace("\"size\":18", "\"size\":17"));
    assertBroken(Ledger.verify(fixture, 2, LogCheck.all(), anchor()), 8, Fault.CHECKPOINT);

    Files.delete(file);
    assertThat(outside()).as("lost").containsExactly(0, 0);
  }

  private long[] outside() {
    Verdict verdict = Ledger.verify(fixture, 2, LogCheck.all(), anchor());
    assertThat(verdict).isInstanceOf(Sound.class);
    Sound sound = (Sound) verdict;
    return new long[] {sound.outside(), sound.outsideUpTo()};
  }
}
