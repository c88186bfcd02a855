package dev.fairlead.node.cli;

import dev.fairlead.api.v1.AcknowledgeEventsRequest;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
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

/** Events as they are recorded. */
@Command(
    name = "tail",
    description = {
      "Print events as they are recorded, until Ctrl-C.",
      "With --cursor the node remembers what was printed: the next tail by the same name goes on",
      "there, on any node of the same database."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events tail --strategy ID --type intent.settled.v1",
      "  fairlead events tail --from 1 --json",
      "  fairlead events tail --cursor desk.fills --json | ./book-fills"
    })
final class TailCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--from",
      paramLabel = "POSITION",
      description =
          "Begin at this position of the past; with --cursor, only when the cursor is new.")
  private @Nullable Long from;

  @Option(
      names = "--cursor",
      paramLabel = "NAME",
      description = "Go on where this cursor is, and move it.")
  private @Nullable String cursor;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "End after this many events.")
  private long limit;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Iterator<TailEventsResponse> items = connection.events().tailEvents(request());
      long printed = 0;
      while ((limit == 0 || printed < limit) && items.hasNext()) {
        TailEventsResponse item = items.next();
        if (item.hasEvent()) {
          ShowCommand.print(item.getEvent(), json, out);
          printed++;
        }
        if (out.checkError()) {
          return 0;
        }
        acknowledge(
            connection, item.hasEvent() ? item.getEvent().getPosition() : item.getReached());
      }
    }
    return 0;
  }

  /** What was printed and flushed is done with. */
  private void acknowledge(NodeConnection connection, long position) {
    if (cursor != null) {
      connection
          .events()
          .acknowledgeEvents(
              AcknowledgeEventsRequest.newBuilder()
                  .setCursor(cursor)
                  .setPosition(position)
                  .build());
    }
  }

  private TailEventsRequest request() {
    TailEventsRequest.Builder request = TailEventsRequest.newBuilder().setFilter(filter.message());
    if (from != null && from < 1) {
      throw new IllegalArgumentException("--from: positions begin at 1");
    }
    if (cursor != null) {
      request.setCursor(cursor);
      if (from != null) {
        request.setNewCursorAfter(from - 1);
      }
    } else if (from != null) {
      request.setAfter(from - 1);
    }
    return request.build();
  }
}
