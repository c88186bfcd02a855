package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.embedded.HostProgram.Outcome;
import dev.fairlead.parts.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an embedded server keeps its data. Held by one process at a time: the lock dies with it, so
 * a crash leaves nothing that must be cleared by hand.
 */
final class DataDirectory implements AutoCloseable {
  static final String SUPERUSER = "fairlead";
  private static final Duration INITDB_PATIENCE = Duration.ofMinutes(2);
  private static final int PASSWORD_BYTES = 24;

  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Takes the directory, which is made if needed; refuses one that a live process holds. */
  static DataDirectory hold(Path root) throws IOException {
    return tryHold(root)
        .orElseThrow(() ->
            new EventStoreException(
                EventStoreException.Kind.FATAL,
                "another node (process %s) runs on %s; stop it, or use another data directory"
                    .formatted(holder(root), root)));
  }

  /** As {@link #hold}; none when a live process holds it. */
  static Optional<DataDirectory> tryHold(Path root) throws IOException {
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    FileChannel channel =
        FileChannel.open(
            root.resolve("node.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new DataDirectory(root, channel));
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
    channel.close();
    return Optional.empty();
  }

  private static String holder(Path root) {
    try {
      return Files.readString(root.resolve("node.lock")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  Path root() {
    return root;
  }

  /** PostgreSQL's own directory. */
  Path cluster() {
    return root.resolve("postgres");
  }

  Path serverLog() {
    return root.resolve("server.log");
  }

  /** Initialises the cluster if it is not there, completely or not at all; whether it did. */
  boolean initialise(ServerBinaries binaries, ServerUser user)
      throws IOException, InterruptedException {
    if (Files.exists(cluster().resolve("PG_VERSION"))) {
      return false;
    }
    Path making = root.resolve("postgres.making");
    if (Files.exists(making)) {
      FileTree.delete(making);
    }
    Files.createDirectory(
        making, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path passwordFile = root.resolve("password");
    writePrivately(passwordFile, newPassword());
    Path given = making.resolveSibling("password.given");
    Files.copy(
        passwordFile,
        given,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    user.own(making);
    user.own(given);
    List<String> command = new ArrayList<>(user.wrapper());
    command.addAll(
        List.of(
            binaries.home().resolve("bin/initdb").toString(),
            "--pgdata=" + making,
            "--username=" + SUPERUSER,
            "--pwfile=" + given,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C"));
    Outcome made = HostProgram.run(Path.of("/"), INITDB_PATIENCE, command);
    Files.delete(given);
    if (!made.succeeded()) {
      throw new EventStoreException(
          EventStoreException.Kind.FATAL,
          "can't make a database in " + root + ": " + made.lastLine());
    }
    Files.move(making, cluster(), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** The superuser's password. */
  String password() throws IOException {
    return Files.readString(root.resolve("password")).strip();
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** The processes of a server that still work in this directory, left behind by a killed node. */
  List<ProcessHandle> leftovers() throws IOException {
    Path cluster = cluster();
    if (!Files.isDirectory(cluster) || !Files.isDirectory(Path.of("/proc/self"))) {
      return List.of();
    }
    Path real = cluster.toRealPath();
    List<ProcessHandle> found = new ArrayList<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(process -> worksIn(process, real)).forEach(found::add);
    }
    return found;
  }

  private static boolean worksIn(ProcessHandle process, Path directory) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(directory);
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  /** Removes the mark of a server that is proven not to run any more. */
  void clearStaleMark() throws IOException {
    Files.deleteIfExists(cluster().resolve("postmaster.pid"));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
