package dev.fairlead.node.cli;

import dev.fairlead.devnet.DevnetMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The local chain alone. */
@Command(
    name = "devnet",
    description = {
      "Start only the local chain with the real venue contracts, a market maker and a private relay.",
      "Takes the options that fairlead devnet --help lists."
    })
final class DevnetCommand implements Callable<Integer> {
  @Unmatched private String[] options = {};

  @Override
  public Integer call() {
    DevnetMain.main(options);
    return 0;
  }
}
