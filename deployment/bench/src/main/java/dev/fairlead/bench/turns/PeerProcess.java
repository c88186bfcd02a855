package dev.fairlead.bench.turns;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer in a process of its own, which answers each line with a line. */
public final class PeerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private PeerProcess(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** What it writes to its standard error is shown. */
  public static PeerProcess start(List<String> command) throws IOException {
    return new PeerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What it says to this. */
  public String told(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
    return line();
  }

  /** The next line that it says. */
  public String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("a peer's process has ended; see its words above");
    }
    return line;
  }

  /** Closing its standard input ends it; one that stays all the same, or has died, is ended. */
  @Override
  public void close() throws IOException {
    try (out) {
      in.close();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
