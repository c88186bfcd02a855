package dev.fairlead.bench.route;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A router in a process of Node.js that has read a market file. Told {@code SELL BUY AMOUNT}, it
 * says how many nanoseconds it thought and what would come out; told {@code memory}, the bytes that
 * its process holds.
 */
final class NodeRouter implements Contestant {
  private static final double MEGABYTE = 1 << 20;

  private final String name;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private NodeRouter(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static NodeRouter start(String name, List<String> command) throws IOException {
    return new NodeRouter(
        name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer answer(Ask ask) throws IOException {
    String[] words = told(ask.sell() + " " + ask.buy() + " " + ask.amount()).split(" ", -1);
    return new Answer(Double.parseDouble(words[1]), Long.parseLong(words[0]));
  }

  @Override
  public double megabytes() throws IOException {
    return Double.parseDouble(told("memory")) / MEGABYTE;
  }

  private String told(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IllegalStateException(name + "'s process has ended; see its words above");
    }
    return answer;
  }

  /** Closing its standard input ends it. */
  @Override
  public void close() throws IOException {
    in.close();
    process.onExit().join();
    out.close();
  }
}
