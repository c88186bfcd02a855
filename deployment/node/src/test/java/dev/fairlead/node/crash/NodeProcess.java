package dev.fairlead.node.crash;

import dev.fairlead.intent.CrashPoint;
import dev.fairlead.node.cli.NodeConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CrashNode} as its starter sees it: a process, what it says, and a way to call it. */
final class NodeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ENDED = "(ended)";

  private final Process process;
  private final Path log;
  private final Writer commands;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final NodeConnection connection;

  private NodeProcess(Process process, Path log) throws InterruptedException {
    this.process = process;
    this.log = log;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::listen);
    this.connection = NodeConnection.to("127.0.0.1:" + await("READY "));
  }

  /** Starts a node and waits until it serves. */
  static NodeProcess start(Path config, Path log) throws IOException, InterruptedException {
    Path classPath = log.resolveSibling("class-path");
    Files.writeString(classPath, "-cp\n\"" + System.getProperty("java.class.path") + "\"\n");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx512m",
            "-XX:-UsePerfData",
            "-Dfairlead.log.level=INFO",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "@" + classPath,
            CrashNode.class.getName(),
            config.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    boolean serves = false;
    try {
      NodeProcess node = new NodeProcess(process, log);
      serves = true;
      return node;
    } finally {
      if (!serves) {
        process.destroyForcibly();
      }
    }
  }

  NodeConnection connection() {
    return connection;
  }

  /** From here on it stops at this point of this intent's life. */
  void arm(CrashPoint point, UUID intent) throws IOException, InterruptedException {
    commands.write("arm " + point + " " + intent + "\n");
    commands.flush();
    await("ARMED " + point);
  }

  void awaitReached(CrashPoint point) throws InterruptedException {
    await("REACHED " + point);
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " outlives SIGKILL");
    }
    connection.close();
  }

  private String await(String prefix) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String line = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(ENDED)) {
        throw new IllegalStateException(
            "the node %s before it said \"%s\":%n%s"
                .formatted(line == null ? "was silent too long" : "ended", prefix, tail()));
      }
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      // The pipe broke: the process is gone, which is what is said next.
    }
    said.add(ENDED);
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "its log can't be read: " + e.getMessage();
    }
  }

  /** Stops it in order. */
  @Override
  public void close() throws IOException {
    connection.close();
    commands.close();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the node did not stop in order:\n" + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
