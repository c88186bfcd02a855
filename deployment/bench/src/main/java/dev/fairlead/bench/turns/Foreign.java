package dev.fairlead.bench.turns;

import java.io.IOException;
import java.util.List;

/**
 * A program in another language that has read its input already. It says first what it read, in one
 * line; then, for each line that it is told, it does its work once and says how many nanoseconds
 * that took.
 */
public final class Foreign implements Contender {
  private final PeerProcess process;
  private final String said;

  private Foreign(PeerProcess process, String said) {
    this.process = process;
    this.said = said;
  }

  public static Foreign start(List<String> command) throws IOException {
    PeerProcess process = PeerProcess.start(command);
    boolean read = false;
    try {
      Foreign foreign = new Foreign(process, process.line());
      read = true;
      return foreign;
    } finally {
      if (!read) {
        process.close();
      }
    }
  }

  /** What it read, to be held against what others read. */
  public String said() {
    return said;
  }

  @Override
  public double pass() throws IOException {
    return Long.parseLong(process.told("again")) / 1e6;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
