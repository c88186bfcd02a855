package dev.fairlead.node.cli;

import dev.fairlead.api.v1.CancelIntentRequest;
import dev.fairlead.api.v1.CancelIntentResponse;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetIntentRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentSummary;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.ListIntentsRequest;
import dev.fairlead.api.v1.ListIntentsResponse;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.WatchIntentsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a strategy can do through the API, from the command line. */
@Command(
    name = "intent",
    description = "Submit intents to a running node and follow what becomes of them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class IntentCommand {
  @Mixin private NodeOption node = new NodeOption();
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "submit",
      description = "Submit an intent, given as JSON; prints where it stands in the log.",
      mixinStandardHelpOptions = true)
  int submit(
      @Parameters(
              paramLabel = "FILE",
              description = "A file with the intent as JSON, or - for standard input.")
          String file,
      @Option(
              names = "--watch",
              description = "Follow it until it ends; exit 1 if it ends without a trade.")
          boolean watch,
      @Option(
              names = "--new-id",
              description = "Give it a fresh id, so that the same file can be submitted again.")
          boolean newId)
      throws IOException {
    Intent intent = read(file, newId);
    try (NodeConnection connection = node.connect()) {
      SubmitIntentResponse response = connection.intents().submitIntent(intent);
      out().println(Json.line(response));
      return watch
          ? follow(connection, response.getIntentId(), response.getPosition() - 1, false)
          : 0;
    }
  }

  @Command(
      name = "preview",
      description = "Plan and simulate an intent on the newest block; records and sends nothing.",
      mixinStandardHelpOptions = true)
  int preview(
      @Parameters(paramLabel = "FILE", description = "The intent as JSON, or - for standard input.")
          String file,
      @Option(names = "--text", description = "In words instead of JSON.") boolean text)
      throws IOException {
    try (NodeConnection connection = node.connect()) {
      PreviewIntentResponse response = connection.intents().previewIntent(read(file, false));
      if (text) {
        HistoryLines.of(response).forEach(out()::println);
      } else {
        out().println(Json.line(response));
      }
    }
    return 0;
  }

  @Command(
      name = "show",
      description = "Show an intent as it stands, or as it stood.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "ID", description = "The intent's id.") String id,
      @Option(names = "--as-of", paramLabel = MomentText.LABEL, description = MomentText.HELP)
          @Nullable String asOf,
      @Option(names = "--text", description = "In words instead of JSON.") boolean text) {
    try (NodeConnection connection = node.connect()) {
      IntentView view =
          asOf == null
              ? connection
                  .intents()
                  .getIntent(GetIntentRequest.newBuilder().setIntentId(id).build())
              : connection
                  .history()
                  .getIntentAsOf(
                      GetIntentAsOfRequest.newBuilder()
                          .setIntentId(id)
                          .setAsOf(MomentText.parse(asOf))
                          .build());
      if (text) {
        HistoryLines.of(view).forEach(out()::println);
      } else {
        out().println(Json.line(view));
      }
    }
    return 0;
  }

  @Command(
      name = "list",
      description = "List intents, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--strategy",
              paramLabel = "ID",
              defaultValue = "",
              description = "Only this strategy's.")
          String strategy,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "At most this many (default: 20).")
          int limit) {
    try (NodeConnection connection = node.connect()) {
      ListIntentsResponse page =
          connection
              .intents()
              .listIntents(
                  ListIntentsRequest.newBuilder()
                      .setStrategyId(strategy)
                      .setPageSize(limit)
                      .build());
      for (IntentSummary summary : page.getIntentsList()) {
        out()
            .printf(
                "%s  %-10s  #%d%n",
                summary.getIntentId(), Statuses.word(summary.getStatus()), summary.getPosition());
      }
    }
    return 0;
  }

  @Command(
      name = "cancel",
      description = "Ask to end an intent; what is on its way is raced on chain.",
      mixinStandardHelpOptions = true)
  int cancel(@Parameters(paramLabel = "ID", description = "The intent's id.") String id) {
    try (NodeConnection connection = node.connect()) {
      CancelIntentResponse response =
          connection
              .intents()
              .cancelIntent(CancelIntentRequest.newBuilder().setIntentId(id).build());
      out().println(Statuses.word(response.getStatus()));
    }
    return 0;
  }

  @Command(
      name = "watch",
      description = "Print every event of an intent, the past ones first, until it ends.",
      mixinStandardHelpOptions = true)
  int watch(
      @Parameters(paramLabel = "ID", description = "The intent's id.") String id,
      @Option(
              names = "--after",
              paramLabel = "POSITION",
              defaultValue = "0",
              description = "Only events after this position.")
          long after,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    try (NodeConnection connection = node.connect()) {
      return follow(connection, id, after, json);
    }
  }

  private int follow(NodeConnection connection, String id, long after, boolean json) {
    Iterator<IntentUpdate> updates =
        connection
            .intents()
            .watchIntents(WatchIntentsRequest.newBuilder().setIntentId(id).setAfter(after).build());
    while (updates.hasNext()) {
      IntentUpdate update = updates.next();
      if (json) {
        out().println(Json.line(update));
      } else {
        EventLines.of(update.getEvent()).forEach(out()::println);
      }
      out().flush();
      if (Statuses.hasEnded(update.getStatus())) {
        return update.getStatus() == IntentStatus.INTENT_STATUS_SETTLED ? 0 : 1;
      }
    }
    return 1;
  }

  private static Intent read(String file, boolean newId) throws IOException {
    Intent.Builder intent = Json.read(text(file), Intent.newBuilder());
    return (newId ? intent.setId(UUID.randomUUID().toString()) : intent).build();
  }

  private static String text(String file) throws IOException {
    if (file.equals("-")) {
      try (InputStream in = System.in) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    return Files.readString(Path.of(file));
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }
}
