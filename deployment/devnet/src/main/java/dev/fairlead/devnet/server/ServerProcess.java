package dev.fairlead.devnet.anvil;

import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.parts.PartsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One running anvil.
 *
 * <p>It does not outlive this JVM, however that ends: a small shell waits at the other end of a
 * pipe that only this process holds, and kills anvil when the pipe closes. A session of its own
 * keeps a Ctrl-C in the terminal from reaching it before the node has closed it.
 */
final class AnvilProcess implements AutoCloseable {
  private static final String GUARD =
      """
      trap '' INT TERM HUP
      exec 3<&0
      if command -v setsid >/dev/null 2>&1; then setsid "$@" </dev/null 3<&- & else "$@" </dev/null 3<&- & fi
      child=$!
      (cat <&3 >/dev/null; kill -KILL "$child" 2>/dev/null) &
      exec 3<&-
      wait "$child"
      """;
  private static final String LISTENING = "Listening on ";
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 5;

  private final Process guard;
  private final int port;

  private AnvilProcess(Process guard, int port) {
    this.guard = guard;
    this.port = port;
  }

  /**
   * Starts anvil on a loopback port and waits until it listens.
   *
   * @param port the port, or 0 for a free one
   */
  static AnvilProcess start(Path binary, int port, List<String> flags) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "anvil-guard"));
    command.addAll(List.of(binary.toString(), "--host", "127.0.0.1", "--port", "" + port));
    command.addAll(flags);
    Process guard = spawn(command);
    try {
      return new AnvilProcess(guard, listeningPort(guard));
    } catch (RuntimeException | Error e) {
      stop(guard);
      throw e;
    }
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return guard.isAlive();
  }

  private static Process spawn(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new PartsException(PartsException.Kind.FATAL, "cannot run 'sh' to start anvil", e);
    }
  }

  /** Reads anvil's output for as long as it runs, so that it never blocks on a full pipe. */
  private static int listeningPort(Process guard) {
    BlockingQueue<String> announced = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("anvil-output").start(() -> drain(guard.inputReader(), announced));
    try {
      String line = announced.poll(START_SECONDS, TimeUnit.SECONDS);
      if (line == null || !line.startsWith(LISTENING)) {
        throw new DevnetException(
            DevnetException.Kind.FATAL,
            "anvil did not start: " + (line == null ? "no answer" : line));
      }
      return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException(
          DevnetException.Kind.RETRYABLE, "interrupted while anvil starts", e);
    }
  }

  private static void drain(BufferedReader output, BlockingQueue<String> announced) {
    List<String> said = new ArrayList<>();
    try {
      boolean listening = false;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!listening && line.startsWith(LISTENING)) {
          listening = true;
          announced.add(line);
        } else if (!listening && !line.isBlank()) {
          said.add(line.strip());
        }
      }
    } catch (IOException e) {
      said.add(e.toString());
    }
    announced.add(said.isEmpty() ? "it ended" : said.getLast());
  }

  /**
   * The guard ends when anvil has ended; it is asked first, since it alone hears of that at once.
   */
  private static void stop(Process guard) {
    List<ProcessHandle> children = guard.descendants().toList();
    try {
      guard.getOutputStream().close();
      if (guard.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      guard.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    guard.destroyForcibly();
  }

  @Override
  public void close() {
    stop(guard);
  }
}
