package dev.fairlead.node.cli;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of exported events that a writer may have left in the middle of a line. */
final class ExportFile {
  private static final int BLOCK = 1 << 16;

  private ExportFile() {}

  /**
   * Cuts off what comes after the last whole line; the position of that line, or 0. A file that is
   * no export is left as it is.
   */
  static long repair(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = lineEndBefore(bytes, bytes.length());
      if (end == 0 && bytes.length() > 0) {
        throw noExport(file, "it has no whole line", null);
      }
      long position = end == 0 ? 0 : positionBefore(end, bytes, file);
      bytes.setLength(end);
      return position;
    }
  }

  private static long positionBefore(long end, RandomAccessFile bytes, Path file)
      throws IOException {
    long begin = lineEndBefore(bytes, end - 1);
    byte[] line = new byte[Math.toIntExact(end - begin)];
    bytes.seek(begin);
    bytes.readFully(line);
    return position(file, new String(line, StandardCharsets.UTF_8));
  }

  /** Just after the last line break before a place; 0 when there is none. */
  private static long lineEndBefore(RandomAccessFile bytes, long place) throws IOException {
    long end = place;
    while (end > 0) {
      int length = (int) Math.min(BLOCK, end);
      byte[] block = new byte[length];
      bytes.seek(end - length);
      bytes.readFully(block);
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return end - length + i + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  private static long position(Path file, String line) {
    try {
      return JsonParser.parseString(line).getAsJsonObject().get("position").getAsLong();
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw noExport(file, "its last line has no position", e);
    }
  }

  private static IllegalArgumentException noExport(
      Path file, String why, @Nullable RuntimeException cause) {
    return new IllegalArgumentException(
        "%s is not an export of events: %s; nothing was written".formatted(file, why), cause);
  }
}
