package dev.fairlead.node.cli;

import dev.fairlead.node.EmbeddedNode;
import dev.fairlead.node.EmbeddedNode.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the embedded parts are started. */
final class EmbeddedOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Keeps the database and keys (default: fairlead in the user's data directory).")
  private @Nullable Path dataDir;

  @Option(
      names = "--block-time-ms",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "The local chain's block time (default: 1000).")
  private long blockTimeMillis;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "7741",
      description = "The API's port; a free one if it is taken, or 0 (default: 7741).")
  private int apiPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "7742",
      description = "The metrics' port; a free one if it is taken, or 0 (default: 7742).")
  private int metricsPort;

  @Option(
      names = "--market-seed",
      paramLabel = "SEED",
      description = "Let a market maker move prices, from this seed on.")
  private @Nullable Long marketSeed;

  /** Starts everything, saying on {@code out} what it does. */
  EmbeddedNode start(PrintWriter out) throws Exception {
    Settings settings =
        new Settings(
            dataDir == null ? EmbeddedNode.userDataDir(System.getenv()) : dataDir,
            Duration.ofMillis(blockTimeMillis),
            apiPort,
            metricsPort,
            marketSeed);
    return EmbeddedNode.start(
        settings,
        line -> {
          out.println(line);
          out.flush();
        });
  }
}
