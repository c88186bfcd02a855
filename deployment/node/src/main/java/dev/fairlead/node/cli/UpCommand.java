package dev.fairlead.node.cli;

import ch.qos.logback.classic.Level;
import dev.fairlead.node.EmbeddedNode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A node on embedded parts that stays. */
@Command(
    name = "up",
    description = {
      "Start a node on embedded defaults: TimescaleDB, a local chain with the real venue contracts,",
      "a funded account. Stays until Ctrl-C. Each start is a fresh chain with a fresh log."
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin private EmbeddedOptions embedded = new EmbeddedOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    LogSetup.apply(Level.INFO);
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (StopSignal stop = StopSignal.install();
        EmbeddedNode node = embedded.start(out)) {
      tellWhereToConnect(node, out);
      stop.await();
    }
    return 0;
  }

  static void tellWhereToConnect(EmbeddedNode node, PrintWriter out) {
    out.println();
    out.println("the node serves:");
    out.println("  gRPC      " + node.target() + " (with reflection and health)");
    out.println("  metrics   http://" + node.metricsTarget() + "/metrics");
    out.println("  chain     " + node.chainUri() + " (chain id 1, account " + node.account() + ")");
    out.println("  log       " + node.databaseUrl());
    out.println("try: deployment/fairlead intent submit FILE --watch --node " + node.target());
    out.println("stop it with Ctrl-C");
    out.flush();
  }
}
