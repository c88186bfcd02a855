package dev.fairlead.event.crash;

import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one caller of the log meant to append and what it was told, in a file beside the database:
 * each line is on the disk before the caller goes on, so a kill takes none away.
 */
final class CallerRecord implements AutoCloseable {
  private final FileChannel file;

  CallerRecord(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
  }

  /** Written before an append is handed to the log. */
  void intends(CallerAppend append) throws IOException {
    write("intends %d %d".formatted(append.number(), append.version()));
  }

  /** Written when the log has said that an append is durable. */
  void acknowledged(CallerAppend append, LogPosition first) throws IOException {
    write("acknowledged %d %d".formatted(append.number(), first.value()));
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /**
   * What a file says.
   *
   * @param intended every append, in order
   * @param acknowledged where the log said that an append begins, by the append's number
   */
  record Said(List<CallerAppend> intended, Map<Long, Long> acknowledged) {}

  /** Reads a file; a last line that a kill cut short does not count. */
  static Said read(Path path, CallerName caller) throws IOException {
    List<CallerAppend> intended = new ArrayList<>();
    Map<Long, Long> acknowledged = new HashMap<>();
    String text = Files.exists(path) ? Files.readString(path) : "";
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] words = line.split(" ", -1);
      long number = Long.parseLong(words[1]);
      long value = Long.parseLong(words[2]);
      if (words[0].equals("intends")) {
        intended.add(new CallerAppend(caller, number, value));
      } else {
        acknowledged.put(number, value);
      }
    }
    return new Said(intended, acknowledged);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
