package dev.fairlead.node.cli;

import dev.fairlead.api.v1.DeleteCursorRequest;
import dev.fairlead.api.v1.EventCursor;
import dev.fairlead.api.v1.ListCursorsRequest;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The named cursors of readers. */
@Command(
    name = "cursors",
    description = "List the cursors of readers, or delete one.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events cursors",
      "  fairlead events cursors --delete desk.fills"
    })
final class CursorsCommand implements Callable<Integer> {
  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--delete", paramLabel = "NAME", description = "Forget this cursor.")
  private @Nullable String delete;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      if (delete != null) {
        connection
            .events()
            .deleteCursor(DeleteCursorRequest.newBuilder().setCursor(delete).build());
        return 0;
      }
      for (EventCursor cursor :
          connection
              .events()
              .listCursors(ListCursorsRequest.getDefaultInstance())
              .getCursorsList()) {
        out.println(
            json
                ? Json.line(cursor)
                : cursor.getName() + "  after position " + cursor.getPosition());
      }
    }
    return 0;
  }
}
