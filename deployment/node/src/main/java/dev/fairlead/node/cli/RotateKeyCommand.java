package dev.fairlead.node.cli;

import dev.fairlead.node.EventKeyFiles;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.signing.EventSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replaces the key that seals the log. */
@Command(
    name = "rotate-key",
    description = {
      "Give a node a new key to seal its log with, and revoke the one it had.",
      "Stop the nodes of this log first: those that still run are fenced off."
    },
    mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The node's configuration.")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EventSigner next =
        new EventKeyFiles(
                ConfigReader.read(Objects.requireNonNull(config, "config"), System.getenv()))
            .rotate();
    Objects.requireNonNull(spec, "spec")
        .commandLine()
        .getOut()
        .printf(
            "the node seals with key %s from now on; its public key is %s%n",
            next.key(), next.publicKey().toString().substring(2));
    return 0;
  }
}
