package dev.fairlead.devnet.server;

import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.parts.PartsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One running server of JSON-RPC that announces its loopback port in its output.
 *
 * <p>It does not outlive this JVM, however that ends: a small shell waits at the other end of a
 * pipe that only this process holds, and kills the server when the pipe closes. A session of its
 * own keeps a Ctrl-C in the terminal from reaching it before the node has closed it.
 */
public final class ServerProcess implements AutoCloseable {
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
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 5;

  private final Process guard;
  private final int port;

  private ServerProcess(Process guard, int port) {
    this.guard = guard;
    this.port = port;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param name what it is called in errors
   * @param directory where it runs
   * @param listening finds the line that says so; its first group is the port
   */
  public static ServerProcess start(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Pattern listening) {
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, name + "-guard"));
    guarded.addAll(command);
    Process guard = spawn(name, guarded, directory, environment);
    try {
      return new ServerProcess(guard, listeningPort(name, guard, listening));
    } catch (RuntimeException | Error e) {
      stop(guard);
      throw e;
    }
  }

  /** Where it listens on the loopback address. */
  public int port() {
    return port;
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  private static Process spawn(
      String name, List<String> command, Path directory, Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new PartsException(PartsException.Kind.FATAL, "cannot run 'sh' to start " + name, e);
    }
  }

  /** Reads the output for as long as it runs, so that it never blocks on a full pipe. */
  private static int listeningPort(String name, Process guard, Pattern listening) {
    BlockingQueue<String> announced = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .name(name + "-output")
        .start(() -> drain(guard.inputReader(), listening, announced));
    try {
      String line = announced.poll(START_SECONDS, TimeUnit.SECONDS);
      Matcher port = listening.matcher(line == null ? "" : line);
      if (!port.find()) {
        throw new DevnetException(
            DevnetException.Kind.FATAL,
            name + " did not start: " + (line == null ? "no answer" : line));
      }
      return Integer.parseInt(port.group(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException(
          DevnetException.Kind.RETRYABLE, "interrupted while " + name + " starts", e);
    }
  }

  private static void drain(
      BufferedReader output, Pattern listening, BlockingQueue<String> announced) {
    List<String> said = new ArrayList<>();
    try {
      boolean listens = false;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!listens && listening.matcher(line).find()) {
          listens = true;
          announced.add(line);
        } else if (!listens && !line.isBlank()) {
          said.add(line.strip());
        }
      }
    } catch (IOException e) {
      said.add(e.toString());
    }
    announced.add(said.isEmpty() ? "it ended" : said.getLast());
  }

  /**
   * The guard ends when the server has ended; it is asked first, since it alone hears of that at
   * once.
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
