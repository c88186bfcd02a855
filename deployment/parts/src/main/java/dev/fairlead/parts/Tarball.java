package dev.fairlead.parts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Reads a gzipped tar archive (ustar and pax) and writes chosen regular files.
 *
 * <p>Links and devices are passed over, and a path that would leave the target directory is
 * refused.
 */
final class Tarball {
  private static final int BLOCK = 512;

  private Tarball() {}

  /**
   * Extracts the wanted files.
   *
   * @param wanted asked with each path after its first segment is taken off (npm's is {@code
   *     package/})
   * @return the paths that were written
   */
  static Set<String> extract(Path archive, Path target, Predicate<String> wanted)
      throws IOException {
    Set<String> written = new HashSet<>();
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
      String paxPath = "";
      byte[] header = new byte[BLOCK];
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = octal(header, 124, 12);
        char type = (char) header[156];
        if (type == 'x') {
          paxPath = paxPath(new String(content(in, size), StandardCharsets.UTF_8));
          continue;
        }
        String full = paxPath.isEmpty() ? ustarPath(header) : paxPath;
        paxPath = "";
        String path = full.substring(full.indexOf('/') + 1);
        if ((type == '0' || type == 0) && wanted.test(path)) {
          write(target, path, content(in, size), (octal(header, 100, 8) & 0111) != 0);
          written.add(path);
        } else {
          in.skipNBytes(padded(size));
        }
      }
    }
    return written;
  }

  private static void write(Path target, String path, byte[] content, boolean executable)
      throws IOException {
    Path file = target.resolve(path).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("the archive holds a path outside of itself: " + path);
    }
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    if (executable && !file.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  private static byte[] content(InputStream in, long size) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(size));
    if (content.length != size) {
      throw new EOFException("the archive ends inside a file");
    }
    in.skipNBytes(padded(size) - size);
    return content;
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static String ustarPath(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** A pax header holds lines of the form {@code 27 path=package/...}. */
  private static String paxPath(String records) {
    return records
        .lines()
        .filter(line -> line.indexOf(" path=") > 0)
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int offset, int length) throws IOException {
    String digits = text(header, offset, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar header: " + digits, e);
    }
  }
}
