package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.Verdict;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import java.io.PrintWriter;
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
    description = "Read and verify the log of a running node.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class EventsCommand {
  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "verify",
      description =
          "Check every hash, signature and version; exit 1 and name the first bad position if one is wrong.",
      mixinStandardHelpOptions = true)
  int verify(@Option(names = "--json", description = "The verdict as JSON.") boolean json) {
    try (NodeConnection connection = node.connect()) {
      Verdict verdict = verify(connection, json ? null : err());
      out().println(json ? Json.line(verdict) : sentence(verdict));
      return verdict.getSound() ? 0 : 1;
    }
  }

  @Command(
      name = "show",
      description = "Print recorded events, oldest first.",
      mixinStandardHelpOptions = true)
  int show(
      @Option(
              names = "--after",
              paramLabel = "POSITION",
              defaultValue = "0",
              description = "Only events after this position.")
          long after,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "0",
              description = "At most this many.")
          long limit,
      @Option(
              names = "--intent",
              paramLabel = "ID",
              defaultValue = "",
              description = "Only this intent's.")
          String intent,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    try (NodeConnection connection = node.connect()) {
      Iterator<RecordedEvent> events =
          connection
              .history()
              .readEvents(
                  ReadEventsRequest.newBuilder()
                      .setAfter(after)
                      .setLimit(limit)
                      .setIntentId(intent)
                      .build());
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        if (json) {
          out().println(Json.line(event));
        } else {
          EventLines.of(event).forEach(out()::println);
        }
      }
    }
    return 0;
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
        progress.printf("\r%d of %d events checked", step.getVerified(), step.getTotal());
        progress.flush();
      }
    }
    throw new IllegalStateException("the node gave no verdict");
  }

  static String sentence(Verdict verdict) {
    return verdict.getSound()
        ? String.format(
            "the log is sound: %d events, each in the hash chain and under one of %d signatures; head %s",
            verdict.getEvents(), verdict.getSignatures(), verdict.getHeadHash())
        : String.format(
            "the log is broken at position %d: %s", verdict.getBrokenAt(), verdict.getProblem());
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  private PrintWriter err() {
    return java.util.Objects.requireNonNull(spec, "spec").commandLine().getErr();
  }
}
