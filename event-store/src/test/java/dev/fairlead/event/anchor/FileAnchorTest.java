package dev.fairlead.event.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAnchorTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  @TempDir private Path directory;

  private static Checkpoint checkpoint(long size) {
    return Checkpoint.sign(
        new UUID(1, 2),
        size,
        new byte[32],
        new byte[32],
        Instant.EPOCH,
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
