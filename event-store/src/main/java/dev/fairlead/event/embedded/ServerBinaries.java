package dev.fairlead.event.embedded;

import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server's programs, from the cache of parts.
 *
 * @param home holds bin, lib and share
 * @param libc the C library to start the server with, where the machine's is too old for the
 *     extension
 * @param degraded why TimescaleDB is not among them
 */
record ServerBinaries(Path home, Optional<Path> libc, Optional<String> degraded) {
  private static final String PLAIN = "postgresql";
  private static final String FULL = "postgresql-timescaledb";
  private static final String FULL_VERSION = PostgresArchive.VERSION + "-trixie";
  private static final String EXTENSION = "postgresql-17-timescaledb";
  private static final Pattern GLIBC = Pattern.compile("(\\d+)\\.(\\d+)\\s*$");

  /** Unpacks what is not in the cache; falls back to PostgreSQL alone. */
  static ServerBinaries get(PartsCache cache) {
    Optional<String> reason =
        PostgresArchive.resource().equals("/postgres-linux-x86_64.txz")
            ? Optional.empty()
            : Optional.of("the TimescaleDB extension is only taken on Linux x86-64");
    if (reason.isEmpty()) {
      try {
        return full(cache.get(FULL, FULL_VERSION, ServerBinaries::installFull));
      } catch (ExtensionMissing e) {
        reason = Optional.of(e.reason);
      }
    }
    return plain(cache, reason.orElseThrow());
  }

  /** PostgreSQL alone, and why. */
  static ServerBinaries plain(PartsCache cache, String reason) {
    Path home = cache.get(PLAIN, PostgresArchive.VERSION, ServerBinaries::installPlain);
    return new ServerBinaries(home, Optional.empty(), Optional.of(reason));
  }

  private static ServerBinaries full(Path home) {
    Path libc = home.resolve("libc");
    return new ServerBinaries(
        home, Files.isDirectory(libc) ? Optional.of(libc) : Optional.empty(), Optional.empty());
  }

  /** The command that runs the server itself; the other programs run as they are. */
  List<String> server() {
    String postgres = home.resolve("bin/postgres").toString();
    return libc.map(directory ->
            List.of(
                directory.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                directory + ":" + home.resolve("lib"),
                postgres))
        .orElseGet(() -> List.of(postgres));
  }

  private static void installPlain(Path target, Progress progress) throws IOException {
    progress.says("unpacking PostgreSQL " + PostgresArchive.VERSION);
    PostgresArchive.unpack(target);
  }

  private static void installFull(Path target, Progress progress)
      throws IOException, InterruptedException {
    Path work = Files.createDirectories(target.resolveSibling("packages"));
    Path unpacked = Files.createDirectories(work.resolve("unpacked"));
    boolean ownLibc = olderThan(2, 38, work);
    progress.says("fetching the TimescaleDB extension");
    List<String> packages = ownLibc ? List.of(EXTENSION, "libc6") : List.of(EXTENSION);
    Optional<String> problem = new DebianPackages(work).unpack(unpacked, packages);
    if (problem.isPresent()) {
      throw new ExtensionMissing(problem.get());
    }
    installPlain(target, progress);
    copyFiles(unpacked.resolve("usr/lib/postgresql/17/lib"), target.resolve("lib/postgresql"));
    copyFiles(
        unpacked.resolve("usr/share/postgresql/17/extension"),
        target.resolve("share/postgresql/extension"));
    if (ownLibc) {
      copyFiles(
          unpacked.resolve("usr/lib/x86_64-linux-gnu"),
          Files.createDirectories(target.resolve("libc")));
    }
  }

  /** Whether the machine's C library is older; one that says nothing counts as older. */
  private static boolean olderThan(int major, int minor, Path directory)
      throws IOException, InterruptedException {
    if (HostProgram.find("getconf").isEmpty()) {
      return true;
    }
    Matcher version =
        GLIBC.matcher(
            HostProgram.run(
                    directory, Duration.ofSeconds(10), List.of("getconf", "GNU_LIBC_VERSION"))
                .output());
    if (!version.find()) {
      return true;
    }
    int found = Integer.parseInt(version.group(1));
    return found < major || (found == major && Integer.parseInt(version.group(2)) < minor);
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(from)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      Path copy = to.resolve(file.getFileName());
      Files.copy(file, copy);
      if (Files.isExecutable(file) && !copy.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make executable: " + copy);
      }
    }
  }

  /** The extension can't be had here; nothing else is wrong. */
  private static final class ExtensionMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String reason;

    ExtensionMissing(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
