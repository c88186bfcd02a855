package dev.fairlead.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarballTest {
  @TempDir Path directory;

  @Test
  void readsWhatTarWrites() throws Exception {
    String deep = "d".repeat(90) + "/" + "e".repeat(90) + "/" + "f".repeat(60);
    Path source = Files.createDirectories(directory.resolve("package").resolve(deep));
    Files.writeString(source.resolve("long.txt"), "long");
    Files.write(directory.resolve("package/block"), new byte[512]);
    Files.writeString(directory.resolve("package/empty"), "");
    Path script = Files.writeString(directory.resolve("package/run"), "#!/bin/sh");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path archive = directory.resolve("a.tgz");
    Command.Outcome tar =
        Command.run(
            List.of("tar", "--format=pax", "-czf", archive.toString(), "package"),
            directory,
            Duration.ofSeconds(20),
            "install tar");
    assertThat(tar.exitCode()).as(tar.output()).isZero();

    Path target = Files.createDirectory(directory.resolve("out"));
    var written = Tarball.extract(archive, target, path -> !path.equals("empty"));

    assertThat(written).containsExactlyInAnyOrder(deep + "/long.txt", "block", "run");
    assertThat(target.resolve(deep).resolve("long.txt")).hasContent("long");
    assertThat(target.resolve("block")).hasSize(512);
    assertThat(target.resolve("run")).isExecutable();
    assertThat(target.resolve("empty")).doesNotExist();
  }

  @Test
  void refusesAPathThatLeavesTheTarget() throws IOException {
    Path archive = archive("package/../../evil", "evil".getBytes(StandardCharsets.UTF_8), 4);
    Path target = Files.createDirectory(directory.resolve("out"));

    assertThatThrownBy(() -> Tarball.extract(archive, target, path -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatEndsInsideAFile() throws IOException {
    Path archive = archive("package/file", new byte[3], 5000);
    Path target = Files.createDirectory(directory.resolve("out"));

    assertThatThrownBy(() -> Tarball.extract(archive, target, path -> true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends inside");
  }

  private Path archive(String path, byte[] content, int size) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(header, 100, "0000644");
    put(header, 124, "%011o".formatted(size));
    header[156] = '0';
    put(header, 257, "ustar");
    Path archive = directory.resolve("made.tgz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      out.write(header);
      out.write(content);
      out.write(new byte[(512 - content.length % 512) % 512]);
    }
    return archive;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
