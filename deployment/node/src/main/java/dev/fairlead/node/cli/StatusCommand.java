package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainStatus;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.NodeStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a running node is doing. */
@Command(
    name = "status",
    description = "Show how a running node is doing; exit 1 if a chain is halted.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private NodeOption node = new NodeOption();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = java.util.Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (NodeConnection connection = node.connect()) {
      NodeStatus status = connection.node().getStatus(GetStatusRequest.getDefaultInstance());
      if (json) {
        out.println(Json.line(status));
      } else {
        print(out, status);
      }
      return status.getChainsList().stream().allMatch(chain -> chain.getHalted().isEmpty()) ? 0 : 1;
    }
  }

  private static void print(PrintWriter out, NodeStatus status) {
    out.printf("%s %s%n", status.getNode(), status.getVersion());
    status.getWarningsList().forEach(warning -> out.printf("warning: %s%n", warning));
    out.printf("database %s%n", status.getDatabase());
    out.printf("log      position %d, head %s%n", status.getLogPosition(), status.getLogHash());
    out.printf("intents  %d open%n", status.getOpenIntents());
    for (ChainStatus chain : status.getChainsList()) {
      out.printf(
          "chain %d  block %d%s, %d pools, %d tokens, account %s%s%s%n",
          chain.getChainId(),
          chain.getHead().getNumber(),
          chain.hasFinalized() ? ", final " + chain.getFinalized().getNumber() : "",
          chain.getPools(),
          chain.getTokens(),
          chain.getAccount(),
          chain.getPrivateRelay() ? ", private relay" : "",
          chain.getHalted().isEmpty() ? "" : ", HALTED: " + chain.getHalted());
    }
  }
}
