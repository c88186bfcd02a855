package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Recorded events, for reading. */
@Command(
    name = "show",
    description = "Print recorded events, oldest first.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events show --from 100 --to 120",
      "  fairlead events show --intent ID",
      "  fairlead events show --type intent.settled.v1 --from 2026-01-31T00:00:00Z --json"
    })
final class ShowCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private StretchOptions stretch = new StretchOptions();

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      defaultValue = "0",
      description = "Only events after this position.")
  private long after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "At most this many.")
  private long limit;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    ReadEventsRequest.Builder request =
        ReadEventsRequest.newBuilder().setAfter(after).setLimit(limit).setFilter(filter.message());
    stretch.apply(request);
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Iterator<RecordedEvent> found = connection.history().readEvents(request.build());
      while (found.hasNext()) {
        print(found.next(), json, out);
      }
    }
    return 0;
  }

  static void print(RecordedEvent event, boolean json, PrintWriter out) {
    if (json) {
      out.println(Json.line(event));
    } else {
      EventLines.of(event).forEach(out::println);
    }
  }
}
