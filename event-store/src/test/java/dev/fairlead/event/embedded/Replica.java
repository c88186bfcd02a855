package dev.fairlead.event.embedded;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A hot standby that stands where its primary stood when it was copied, and never gets further. */
final class Replica implements AutoCloseable {
  private final Process process;
  private final int port;

  private Replica(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Copies what a server that does not run now left, and answers reads from the copy. */
  static Replica of(Path primary, Path copy) throws IOException, InterruptedException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.walk(primary.resolve("postgres"))) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            copy.resolve(primary.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Path cluster = copy.resolve("postgres");
    Files.createFile(cluster.resolve("standby.signal"));
    ServerBinaries binaries = ServerBinaries.get(PartsCache.ofUser(Progress.silent()));
    ServerUser user = ServerUser.choose(binaries.home());
    user.own(cluster);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>(user.wrapper());
    command.addAll(ParentDeath.wrapper());
    command.addAll(binaries.server());
    command.addAll(
        List.of(
            "-D",
            cluster.toString(),
            "-c",
            "port=" + port,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            "-c",
            "max_worker_processes=16",
            "-c",
            "shared_preload_libraries=" + (binaries.degraded().isEmpty() ? "timescaledb" : "")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(copy.resolve("server.log").toFile())
            .start();
    return new Replica(process, port);
  }

  int port() {
    return port;
  }

  /** Returns when it takes connections. */
  void awaitAnswer(LogDatabase database) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!answers(database)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("the replica does not answer");
      }
    }
  }

  private static boolean answers(LogDatabase database) {
    try (Connection connection =
        Connections.open(database.url(), database.owner().user(), database.owner().password())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
