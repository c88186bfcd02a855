package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Verdict;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.grpc.Verdicts;
import dev.fairlead.node.Anchors;
import dev.fairlead.node.Databases;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The log, as evidence and for reading. */
@Command(
    name = "events",
    description = "Read, follow, verify and care for the log of a running node.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TailCommand.class,
      ShowCommand.class,
      ExportCommand.class,
      StatsCommand.class,
      RebuildCommand.class,
      CursorsCommand.class,
      ProveCommand.class,
      CheckProofCommand.class,
      WatchCommand.class,
      RotateKeyCommand.class,
      RevokeKeyCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class EventsCommand {
  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "verify",
      description =
          "Check every hash, signature, version, tree node, checkpoint and row made of events; exit 1 and name the first bad position if one is wrong.",
      mixinStandardHelpOptions = true)
  int verify(
      @Option(names = "--json", description = "The verdict as JSON.") boolean json,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "Check the configured database without a node, as its user.")
          @Nullable Path config) {
    Verdict verdict = config == null ? ofNode(json) : ofDatabase(config, json);
    if (!json) {
      err().println();
    }
    out().println(json ? Json.line(verdict) : sentence(verdict));
    return verdict.getSound() ? 0 : 1;
  }

  private Verdict ofNode(boolean quietly) {
    try (NodeConnection connection = node.connect()) {
      return verify(connection, quietly ? null : err());
    }
  }

  private Verdict ofDatabase(Path config, boolean quietly) {
    NodeConfig settings = ConfigReader.read(config, System.getenv());
    return Verdicts.message(
        Anchors.during(
            settings,
            evidence ->
                PostgresEventStore.verify(
                    Databases.of(settings.database()),
                    evidence,
                    (checked, of) -> {
                      if (!quietly) {
                        tell(err(), checked, of);
                      }
                    })));
  }

  private static void tell(PrintWriter progress, long checked, long of) {
    progress.printf("\r%d of %d events checked", checked, of);
    progress.flush();
  }

  /** Has the node check its log; {@code progress} hears how far it is. */
  static Verdict verify(NodeConnection connection, @Nullable PrintWriter progress) {
    Iterator<VerifyLogProgress> steps =
        connection.history().verifyLog(VerifyLogRequest.getDefaultInstance());
    while (steps.hasNext()) {
      VerifyLogProgress step = steps.next();
      if (step.hasVerdict()) {
        return step.getVerdict();
      }
      if (progress != null) {
        tell(progress, step.getVerified(), step.getTotal());
      }
    }
    throw new IllegalStateException("the node gave no verdict");
  }

  static String sentence(Verdict verdict) {
    return verdict.getSound()
        ? VerdictText.sound(verdict)
        : String.format(
            "the log is broken at position %d: %s", verdict.getBrokenAt(), verdict.getProblem());
  }

  /** A connection to the node that was named. */
  NodeConnection connect() {
    return node.connect();
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  private PrintWriter err() {
    return java.util.Objects.requireNonNull(spec, "spec").commandLine().getErr();
  }
}
