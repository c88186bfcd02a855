package dev.fairlead.node.cli;

import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The last checkpoint that a watcher was convinced of, in a file of its own: replaced as a whole,
 * and on the disk before anything is said of it.
 */
final class WatchState {
  private final Path file;

  WatchState(Path file) {
    this.file = file.toAbsolutePath();
  }

  Optional<Checkpoint> read() throws IOException {
    return Files.notExists(file)
        ? Optional.empty()
        : Optional.of(Checkpoint.parse(Files.readString(file).strip()));
  }

  void write(Checkpoint checkpoint) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    ByteBuffer line =
        ByteBuffer.wrap((checkpoint.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
