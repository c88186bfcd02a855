package dev.fairlead.bench.route;

import dev.fairlead.bench.HeapGrowth;
import dev.fairlead.bench.turns.PeerProcess;
import java.io.IOException;
import java.util.List;

/**
 * A router in a process of Node.js that has read a market file. Told {@code SELL BUY AMOUNT}, it
 * says how many nanoseconds it thought and what would come out; told {@code memory}, the bytes that
 * its process holds.
 */
final class NodeRouter implements Contestant {
  private final String name;
  private final boolean countsFractions;
  private final PeerProcess process;

  private NodeRouter(String name, boolean countsFractions, PeerProcess process) {
    this.name = name;
    this.countsFractions = countsFractions;
    this.process = process;
  }

  static NodeRouter start(String name, boolean countsFractions, List<String> command)
      throws IOException {
    return new NodeRouter(name, countsFractions, PeerProcess.start(command));
  }

  @Override
  public boolean countsFractions() {
    return countsFractions;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer answer(Ask ask) throws IOException {
    String[] words = process.told(ask.sell() + " " + ask.buy() + " " + ask.amount()).split(" ", -1);
    return new Answer(Double.parseDouble(words[1]), Long.parseLong(words[0]));
  }

  @Override
  public double mebibytes() throws IOException {
    return Double.parseDouble(process.told("memory")) / HeapGrowth.MEBIBYTE;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
