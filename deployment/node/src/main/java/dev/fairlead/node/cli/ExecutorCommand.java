package dev.fairlead.node.cli;

import dev.fairlead.node.ExecutorDeployments;
import dev.fairlead.node.config.ConfigReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The accounts' executor contracts. */
@Command(
    name = "executor",
    description = "Deploy the executor contract that each account trades through.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ExecutorCommand {
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "deploy",
      description = {
        "Deploy every account's executor on every configured chain where it does not stand yet.",
        "Each account pays for its own. No node may be trading with these accounts meanwhile."
      },
      mixinStandardHelpOptions = true)
  int deploy(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              required = true,
              description = "The configuration.")
          Path config)
      throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    ExecutorDeployments.deployAll(
        ConfigReader.read(config, System.getenv()),
        line -> {
          out.println(line);
          out.flush();
        });
    return 0;
  }
}
