package dev.fairlead.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityKeyTest {
  @TempDir Path directory;

  @Test
  void isMadeOnceAndKept() throws IOException {
    Path file = directory.resolve("new").resolve("relay.key");
    SecpKey made = open(file);
    assertThat(open(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void isOneAlsoWhenManyBeginAtOnce() throws InterruptedException, ExecutionException {
    Path file = directory.resolve("relay.key");
    Set<SecpKey> keys = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<SecpKey> key :
          Stream.generate(() -> threads.submit(() -> open(file))).limit(32).toList()) {
        keys.add(key.get());
      }
    }
    assertThat(keys).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "a key",
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        "0x11"
      })
  void isNotTakenFromAFileThatHoldsNone(String content) throws IOException {
    Path file = directory.resolve("relay.key");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("relay.key holds no private key");
    assertThat(file).content().isEqualTo(content);
  }

  @Test
  void isRefusedWhereOthersCanReadIt() throws IOException {
    Path file = directory.resolve("relay.key");
    open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("open to others");
  }

  private static SecpKey open(Path file) {
    return IdentityKey.openOrCreate(file, new SecureRandom());
  }
}
