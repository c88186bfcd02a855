package dev.fairlead.node.cli;

import dev.fairlead.node.EventKeyFiles;
import dev.fairlead.node.config.ConfigReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a key's right to seal the log away. */
@Command(
    name = "revoke-key",
    description = {
      "Record that a key, such as a stolen one, may seal the log no more.",
      "Stop the nodes of this log first: those that still run are fenced off."
    },
    mixinStandardHelpOptions = true)
final class RevokeKeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KEY", description = "Its name, as events verify shows it.")
  private String key = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration of a node that has another key.")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    new EventKeyFiles(ConfigReader.read(Objects.requireNonNull(config, "config"), System.getenv()))
        .revoke(key);
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    out.println("revoked " + key);
    out.println(
        "answers about the past rest on nothing that it vouched for; to make that again from the log:"
            + " fairlead events rebuild snapshot");
    return 0;
  }
}
