package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running server on one data directory: started, watched, started again on the same port when it
 * dies, and stopped with the process that owns it, also when that one is killed.
 *
 * <p>The thread that keeps it is the one that spawns it, since Linux ties the signal at a parent's
 * death to the parent's thread.
 */
final class PostgresServer implements AutoCloseable {
  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOG_LIMIT = 16L << 20;

  private final DataDirectory directory;
  private final ServerBinaries binaries;
  private final ServerUser user;
  private final int port;
  private final Thread keeper;
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile @Nullable Process process;
  private volatile boolean stopping;

  private PostgresServer(
      DataDirectory directory, ServerBinaries binaries, ServerUser user, int port) {
    this.directory = directory;
    this.binaries = binaries;
    this.user = user;
    this.port = port;
    this.keeper = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keep);
  }

  /** Starts it and returns when it takes connections. */
  static PostgresServer start(DataDirectory directory, ServerBinaries binaries, ServerUser user)
      throws IOException, InterruptedException {
    endLeftovers(directory);
    directory.clearStaleMark();
    PostgresServer server = new PostgresServer(directory, binaries, user, freePort());
    server.keeper.start();
    server.started.await();
    Exception failed = server.failure.get();
    if (failed != null) {
      throw new EventStoreException(
          Kind.FATAL, "can't run PostgreSQL in " + directory.root() + ": " + failed, failed);
    }
    return server;
  }

  int port() {
    return port;
  }

  /** The server's own process. */
  Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A server whose node was killed is told to end, and waited for. */
  private static void endLeftovers(DataDirectory directory)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    List<ProcessHandle> left = directory.leftovers();
    for (ProcessHandle process : left) {
      signal("INT", process.pid());
    }
    while (!left.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new EventStoreException(
            Kind.RETRYABLE,
            "a server of an earlier node still runs on %s as process %d"
                .formatted(directory.root(), left.getFirst().pid()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
      left = directory.leftovers();
    }
  }

  /** The keeper's life: spawn, wait, spawn again. */
  private void keep() {
    long pause = FIRST_PAUSE_NANOS;
    while (!stopping) {
      try {
        Process spawned = spawn();
        process = spawned;
        ParentDeath guard = ParentDeath.guard(spawned);
        try {
          awaitReady(spawned);
          started.countDown();
          pause = FIRST_PAUSE_NANOS;
          spawned.waitFor();
        } finally {
          guard.close();
        }
        if (!stopping) {
          endLeftovers(directory);
          directory.clearStaleMark();
        }
      } catch (IOException | EventStoreException e) {
        failure.set(e);
        if (started.getCount() > 0) {
          started.countDown();
          return;
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(LAST_PAUSE_NANOS, 2 * pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Process spawn() throws IOException {
    rotateLog();
    List<String> command = new ArrayList<>();
    HostProgram.find("setsid").ifPresent(path -> command.add(path.toString()));
    command.addAll(user.wrapper());
    command.addAll(ParentDeath.wrapper());
    command.addAll(binaries.server());
    command.add("-D");
    command.add(directory.cluster().toString());
    for (String setting : settings()) {
      command.add("-c");
      command.add(setting);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.serverLog().toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PG") || name.startsWith("LD_"));
    builder.environment().put("LC_ALL", "C");
    Process spawned = builder.start();
    return spawned;
  }

  /** Durability settings stay as PostgreSQL has them, on; whoever opens the log checks that. */
  private List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=128MB",
                "max_wal_size=2GB",
                "min_wal_size=512MB",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "idle_in_transaction_session_timeout=60s",
                "log_min_messages=warning",
                "log_min_error_statement=panic"));
    if (binaries.degraded().isEmpty()) {
      settings.add("shared_preload_libraries=timescaledb");
      settings.add("timescaledb.license=apache");
      settings.add("timescaledb.telemetry_level=off");
      settings.add("max_worker_processes=16");
    }
    return settings;
  }

  private void rotateLog() throws IOException {
    Path log = directory.serverLog();
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The server marks in its pid file when it takes connections. */
  private void awaitReady(Process spawned) throws IOException {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (!ready(spawned.pid())) {
      if (!spawned.isAlive()) {
        throw new EventStoreException(
            Kind.FATAL,
            "PostgreSQL did not start: %s (see %s)"
                .formatted(lastLogLine(), directory.serverLog()));
      }
      if (System.nanoTime() - deadline > 0) {
        spawned.destroyForcibly();
        throw new EventStoreException(
            Kind.RETRYABLE,
            "PostgreSQL was not ready within %d s (see %s)"
                .formatted(READY_PATIENCE.toSeconds(), directory.serverLog()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean ready(long pid) throws IOException {
    Path mark = directory.cluster().resolve("postmaster.pid");
    if (!Files.exists(mark)) {
      return false;
    }
    List<String> lines = Files.readAllLines(mark);
    return lines.size() >= 8
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(7).strip().equals("ready");
  }

  private String lastLogLine() throws IOException {
    try (Stream<String> lines = Files.lines(directory.serverLog())) {
      return lines.filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no output");
    }
  }

  /** Ends a process by a signal; a fast shutdown is INT. */
  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    HostProgram.run(
        Path.of("/"),
        STOP_PATIENCE,
        List.of("sh", "-c", "kill -" + signal + " " + pid + " 2>/dev/null || true"));
  }

  /** Stops it in order: what is committed stays, and the next start needs no recovery. */
  @Override
  public void close() {
    stopping = true;
    boolean interrupted = Thread.interrupted();
    try {
      Process running = process;
      if (running != null && running.isAlive()) {
        signal("INT", running.pid());
        if (!running.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          running.destroyForcibly();
        }
      }
      keeper.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      throw new EventStoreException(Kind.RETRYABLE, "can't stop PostgreSQL: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
