package dev.fairlead.event.anchor;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.MalformedProof;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file with one line of JSON a checkpoint, each on the disk before {@link #write}
 * returns. A last line without its end, left by a crash, counts for nothing and is written over. A
 * file that was there and is gone is told once, before another is begun.
 */
public final class FileAnchor implements CheckpointAnchor {
  private static final int LINE_LIMIT = 4096;

  private final Path file;
  private boolean held;

  public FileAnchor(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public String name() {
    return "file " + file;
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    boolean created = Files.notExists(file);
    if (created && held) {
      held = false;
      throw new NoSuchFileException(file.toString(), null, "it was there, and is gone");
    }
    if (created) {
      Files.createDirectories(file.getParent());
    }
    ByteBuffer line =
        ByteBuffer.wrap((checkpoint.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = endOfLines(channel);
      channel.truncate(end);
      channel.position(end);
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    if (created) {
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
    held = true;
  }

  @Override
  public Optional<Checkpoint> last() throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    held = true;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = endOfLines(channel);
      if (end == 0) {
        return Optional.empty();
      }
      String before = text(channel, Math.max(0, end - LINE_LIMIT), end - 1);
      return Optional.of(parse(before.substring(before.lastIndexOf('\n') + 1), "the last line"));
    }
  }

  @Override
  public List<Checkpoint> all() throws IOException {
    Thinning all = new Thinning();
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          BufferedReader lines =
              new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1))) {
        long end = endOfLines(channel);
        long at = 0;
        for (long number = 1; at < end; number++) {
          String line = lines.readLine();
          if (line == null) {
            break;
          }
          all.add(parse(line, "line " + number));
          at += line.length() + 1;
        }
      }
    }
    return all.kept();
  }

  private Checkpoint parse(String line, String where) {
    try {
      return Checkpoint.parse(line);
    } catch (MalformedProof e) {
      throw notOne(where, e.getMessage(), e);
    }
  }

  private EventStoreException notOne(
      String where, @Nullable String why, @Nullable MalformedProof cause) {
    return new EventStoreException(
        Kind.FATAL,
        "%s of the checkpoints in %s is none (%s); restore the file from a copy, or put it aside"
            .formatted(where, file, why),
        cause);
  }

  /** Behind the last line that has its end. */
  private long endOfLines(FileChannel channel) throws IOException {
    long size = channel.size();
    String tail = text(channel, Math.max(0, size - LINE_LIMIT), size);
    if (size > LINE_LIMIT && tail.indexOf('\n') < 0) {
      throw notOne("the end", "it is longer than any line", null);
    }
    return size - (tail.length() - 1 - tail.lastIndexOf('\n'));
  }

  /** What is written is ASCII, so a byte is a character. */
  private static String text(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    int read;
    do {
      read = channel.read(bytes, from + bytes.position());
    } while (read >= 0 && bytes.hasRemaining());
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }
}
