package dev.fairlead.node.cli;

import dev.fairlead.api.v1.RebuildProgress;
import dev.fairlead.api.v1.RebuildProjectionRequest;
import dev.fairlead.api.v1.RebuildResult;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes a projection again from the log. */
@Command(
    name = "rebuild",
    description = {
      "Make a projection's rows again from the first event on, and replace the live ones that differ",
      "in one transaction. The node serves meanwhile. Stopped half way, the next call goes on there."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events rebuild intent_index",
      "  fairlead events rebuild account_nonce --json"
    })
final class RebuildCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PROJECTION",
      description = "One of intent_index, snapshot, idempotency_key, account_nonce.")
  private String projection = "";

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Iterator<RebuildProgress> steps =
          connection
              .events()
              .rebuildProjection(
                  RebuildProjectionRequest.newBuilder().setProjection(projection).build());
      while (steps.hasNext()) {
        RebuildProgress step = steps.next();
        if (step.hasResult()) {
          err.println();
          out.println(json ? Json.line(step.getResult()) : sentence(step.getResult()));
        } else {
          err.printf("\r%s: %d of %d positions", projection, step.getPosition(), step.getHead());
          err.flush();
        }
      }
    }
    return 0;
  }

  private String sentence(RebuildResult result) {
    return result.getRemoved() == 0 && result.getAdded() == 0
        ? String.format(
            "%s: all %d rows were as the log says, up to position %d",
            projection, result.getRows(), result.getPosition())
        : String.format(
            "%s: %d rows up to position %d; %d were removed and %d added",
            projection,
            result.getRows(),
            result.getPosition(),
            result.getRemoved(),
            result.getAdded());
  }
}
