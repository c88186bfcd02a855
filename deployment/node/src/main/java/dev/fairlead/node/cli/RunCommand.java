package dev.fairlead.node.cli;

import ch.qos.logback.classic.Level;
import dev.fairlead.node.Node;
import dev.fairlead.node.NodeOptions;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The production start. */
@Command(
    name = "run",
    description = {
      "Start a node in production, against your database, chains and keys.",
      "deployment/README.md describes the file; an example is deployment/node/fairlead.example.yaml."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration.")
  private @Nullable Path config;

  @Option(names = "--check", description = "Read and check the configuration, then stop.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    LogSetup.apply(Level.INFO);
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    NodeConfig settings =
        ConfigReader.read(Objects.requireNonNull(config, "config"), System.getenv());
    if (check) {
      out.println("the configuration is well-formed");
      return 0;
    }
    try (StopSignal stop = StopSignal.install();
        Node node = Node.start(settings, NodeOptions.production())) {
      out.println("the node serves gRPC on " + settings.api().host() + ":" + node.apiPort());
      out.flush();
      stop.await();
    }
    return 0;
  }
}
