package dev.fairlead.bench.turns;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program in another language that has read its input already. It says first what it read, in one
 * line; then, for each line that it is told, it does its work once and says how many nanoseconds
 * that took.
 */
public final class Foreign implements Contender {
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final String said;

  private Foreign(Process process) throws IOException {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.said = line();
  }

  public static Foreign start(List<String> command) throws IOException {
    return new Foreign(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What it read, to be held against what others read. */
  public String said() {
    return said;
  }

  @Override
  public double pass() throws IOException {
    in.write("again");
    in.newLine();
    in.flush();
    return Long.parseLong(line()) / 1e6;
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("a peer's process has ended; see its words above");
    }
    return line;
  }

  /** Closing its standard input ends it. */
  @Override
  public void close() throws IOException {
    in.close();
    process.onExit().join();
    out.close();
  }
}
