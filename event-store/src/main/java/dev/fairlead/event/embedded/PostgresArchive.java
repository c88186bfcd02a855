package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, as they come in a jar on the class path. */
final class PostgresArchive {
  static final String VERSION = "17.11";

  private PostgresArchive() {}

  /** The name of the resource for this machine. */
  static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String platform = os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os;
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return "/postgres-" + platform + "-" + machine + ".txz";
  }

  /** Unpacks bin, lib and share into a directory. */
  static void unpack(Path target) throws IOException {
    try (InputStream resource = PostgresArchive.class.getResourceAsStream(resource())) {
      if (resource == null) {
        throw new EventStoreException(
            EventStoreException.Kind.FATAL,
            "no PostgreSQL comes with Fairlead for this machine (%s); configure a database by URL"
                .formatted(resource()));
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          write(tar, entry, target);
        }
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = inside(target, target.resolve(entry.getName()));
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      inside(target, file.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      if ((entry.getMode() & 0111) != 0 && !file.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make executable: " + file);
      }
    }
  }

  private static Path inside(Path target, Path file) throws IOException {
    Path normal = file.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("the archive holds a path outside of itself: " + file);
    }
    return normal;
  }
}
