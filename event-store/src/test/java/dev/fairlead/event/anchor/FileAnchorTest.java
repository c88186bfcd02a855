package dev.fairlead.event.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAnchorTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  @TempDir private Path directory;

  private static Checkpoint checkpoint(long size) {
    return checkpoint(size, Instant.EPOCH);
  }

  static Checkpoint checkpoint(long size, Instant time) {
    return Checkpoint.sign(
        new UUID(1, 2),
        size,
        new byte[32],
        new byte[32],
        time,
        SIGNER.publicKey().toArray(),
        message -> SIGNER.sign(message).toArray());
  }

  private Path file() {
    return directory.resolve("made/on/demand/checkpoints.log");
  }

  @Test
  void holdsNothingBeforeTheFirst() throws IOException {
    FileAnchor anchor = new FileAnchor(file());

    assertThat(anchor.last()).isEmpty();
    assertThat(anchor.all()).isEmpty();
  }

  @Test
  void keepsALineEach() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    for (long size = 1; size <= 30; size++) {
      anchor.write(checkpoint(size));

      assertThat(new FileAnchor(file()).last()).contains(checkpoint(size));
    }

    assertThat(anchor.all()).hasSize(30).startsWith(checkpoint(1));
    assertThat(Files.readAllLines(file()).getFirst()).isEqualTo(checkpoint(1).toJson());
    assertThat(anchor.last().orElseThrow().isSigned()).isTrue();
  }

  @Test
  @DisplayName("failures #15: a line that a crash left half written leaves the one before valid")
  void goesOnAfterAHalfWrittenLine() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    anchor.write(checkpoint(1));
    anchor.write(checkpoint(2));
    String half = checkpoint(3).toJson().substring(0, 100);
    Files.writeString(file(), half, StandardOpenOption.APPEND);

    assertThat(anchor.last()).contains(checkpoint(2));
    assertThat(anchor.all()).containsExactly(checkpoint(1), checkpoint(2));
    anchor.write(checkpoint(3));
    assertThat(anchor.all()).containsExactly(checkpoint(1), checkpoint(2), checkpoint(3));
  }

  @Test
  void leavesOldCheckpointsOutButTheLastOfEachHour() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    Files.createDirectories(file().getParent());
    StringBuilder lines = new StringBuilder();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 48; i++) {
      lines
          .append(checkpoint(i + 1, start.plus(Duration.ofMinutes(15L * i))).toJson())
          .append('\n');
    }
    Files.writeString(file(), lines);
    assertThat(anchor.all()).hasSize(48);

    anchor.write(checkpoint(49, start.plus(Duration.ofDays(30).plusHours(6))));

    assertThat(anchor.all().stream().map(Checkpoint::size))
        .startsWith(4L, 8L, 12L, 16L, 20L, 24L, 25L, 26L)
        .endsWith(47L, 48L, 49L);
    assertThat(Files.readAllLines(file())).as("the file keeps them all").hasSize(49);
  }

  @Test
  void readsTheLastLineOfALongFileFromItsEnd() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "no checkpoint\n".repeat(100_000) + checkpoint(7).toJson() + "\n");

    assertThat(anchor.last()).contains(checkpoint(7));
  }

  @Test
  void saysThatTheFileIsGoneBeforeItBeginsAnother() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    anchor.write(checkpoint(1));
    Files.delete(file());

    assertThatThrownBy(() -> anchor.write(checkpoint(2)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("it was there, and is gone");
    anchor.write(checkpoint(2));
    assertThat(anchor.all()).containsExactly(checkpoint(2));
  }

  @Test
  void neverCutsOffWhatIsNoCheckpoint() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    Files.createDirectories(file().getParent());
    String text = "x".repeat(10_000);
    Files.writeString(file(), text);

    assertThatThrownBy(() -> anchor.write(checkpoint(1)))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("longer than any line");
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void refusesAFileOfSomethingElseByItsLine() throws IOException {
    FileAnchor anchor = new FileAnchor(file());
    anchor.write(checkpoint(1));
    Files.writeString(file(), "something else\n", StandardOpenOption.APPEND);

    assertThatThrownBy(anchor::last)
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("the last line");
    assertThatThrownBy(anchor::all)
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("line 2");
  }
}
