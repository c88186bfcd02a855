package dev.fairlead.event.crash;

import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.LogDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An {@link AppendingNode} as its starter sees it. */
final class AppendingProcess implements AutoCloseable {
  static final int CALLERS = 96;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ENDED = "(ended)";

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private AppendingProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread.ofVirtual().start(this::listen);
  }

  /** Starts a node; it appends once it said that it is ready. */
  static AppendingProcess start(String name, Path directory, LogDatabase database, Access access)
      throws IOException {
    Path errors = directory.resolve(name + ".errors");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "-Xmx256m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    AppendingNode.class.getName(),
                    name,
                    directory.toString(),
                    Integer.toString(CALLERS),
                    access.name()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    DatabaseLines.write(database, process.outputWriter(StandardCharsets.UTF_8));
    return new AppendingProcess(process, errors);
  }

  void awaitReady() throws InterruptedException {
    await("READY");
  }

  /** Waits until its callers were told of so many more appends, counted by tens. */
  void awaitTold(int tens) throws InterruptedException {
    said.removeIf(line -> line.startsWith("TOLD"));
    for (int i = 0; i < tens; i++) {
      await("TOLD");
    }
  }

  /** Waits until every caller heard that another node has the log. */
  void awaitFenced() throws InterruptedException {
    for (int i = 0; i < CALLERS; i++) {
      String line = said();
      while (line.startsWith("TOLD")) {
        line = said();
      }
      expect("FENCED", line);
    }
  }

  private void await(String word) throws InterruptedException {
    expect(word, said());
  }

  private String said() throws InterruptedException {
    String line = said.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return line == null ? "(nothing for too long)" : line;
  }

  private void expect(String word, String line) {
    if (!line.startsWith(word)) {
      throw new AssertionError(
          "a node was to say %s but said %s:%n%s".formatted(word, line, errors()));
    }
  }

  private String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return "its errors can't be read: " + e.getMessage();
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

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    ended();
  }

  /** SIGSTOP: it stands still, its connections open, and knows nothing of it. */
  void stop() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  private void ended() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("process " + process.pid() + " does not end");
    }
  }

  /** Lets it end in order. */
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    ended();
    if (process.exitValue() != 0) {
      throw new AssertionError("a node ended with " + process.exitValue() + ":\n" + errors());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
