package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ProofDocument;
import dev.fairlead.api.v1.ProveConsistencyRequest;
import dev.fairlead.api.v1.ProveInclusionRequest;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Exports a proof about the log. */
@Command(
    name = "prove",
    description = {
      "Print a proof as one line of JSON: that an event is in the log, or, with --from, that a",
      "longer log begins with the whole of a shorter one. Check it with: fairlead events check-proof"
    },
    mixinStandardHelpOptions = true)
final class ProveCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventsCommand events;

  @Parameters(arity = "0..1", paramLabel = "POSITION", description = "The event's position.")
  private @Nullable Long position;

  @Option(names = "--from", paramLabel = "SIZE", description = "The shorter log's events.")
  private @Nullable Long from;

  @Option(
      names = "--to",
      paramLabel = "SIZE",
      defaultValue = "0",
      description = "The log's events, for both kinds of proof (default: all).")
  private long to;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if ((position == null) == (from == null)) {
      throw new IllegalArgumentException("say either a POSITION or --from SIZE");
    }
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Objects.requireNonNull(spec, "spec")
          .commandLine()
          .getOut()
          .println(proof(connection).getJson());
    }
    return 0;
  }

  private ProofDocument proof(NodeConnection connection) {
    if (position != null) {
      return connection
          .evidence()
          .proveInclusion(
              ProveInclusionRequest.newBuilder().setPosition(position).setSize(to).build());
    }
    return connection
        .evidence()
        .proveConsistency(
            ProveConsistencyRequest.newBuilder()
                .setFromSize(Objects.requireNonNull(from, "from"))
                .setToSize(to)
                .build());
  }
}
