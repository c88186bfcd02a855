package dev.fairlead.node.cli;

import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.GetLogStatsRequest;
import dev.fairlead.api.v1.GetLogStatsRequest.Bucket;
import dev.fairlead.api.v1.LogStats;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** How much is in the log and what it takes. */
@Command(
    name = "stats",
    description = {
      "Count events by type and time, and show sizes, chunks, projections and cursors.",
      "Sizes include indexes. Counts look at every event of the time asked for."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events stats",
      "  fairlead events stats --per hour --from 2026-01-31T00:00:00Z --json"
    })
final class StatsCommand implements Callable<Integer> {
  /** The length of time that counts are for. */
  enum Per {
    HOUR,
    DAY
  }

  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Count events recorded from here on (default: all).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Count events recorded before here (default: all).")
  private @Nullable String to;

  @Option(
      names = "--per",
      paramLabel = "hour|day",
      defaultValue = "DAY",
      description = "Count events by the hour or by the day, in UTC (default: day).")
  private Per per = Per.DAY;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    GetLogStatsRequest.Builder request =
        GetLogStatsRequest.newBuilder()
            .setBucket(
                switch (per) {
                  case HOUR -> Bucket.BUCKET_HOUR;
                  case DAY -> Bucket.BUCKET_DAY;
                });
    if (from != null) {
      request.setFrom(Json.time(from));
    }
    if (to != null) {
      request.setTo(Json.time(to));
    }
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      LogStats stats = connection.events().getLogStats(request.build());
      if (json) {
        out.println(Json.line(stats));
      } else {
        print(out, stats);
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, LogStats stats) {
    out.printf("log         position %d, head %s%n", stats.getPosition(), stats.getHeadHash());
    out.printf("database    %s%n", stats.getDatabase());
    out.printf("streams     %d%nseals       %d%n", stats.getStreams(), stats.getSeals());
    stats
        .getTypesList()
        .forEach(type ->
            out.printf(
                "type        %-28s %,12d events %,14d bytes%n",
                type.getType(), type.getEvents(), type.getPayloadBytes()));
    stats
        .getTimesList()
        .forEach(time ->
            out.printf(
                "time        %-28s %,12d events%n",
                Timestamps.toString(time.getStart()), time.getEvents()));
    stats
        .getTablesList()
        .forEach(table ->
            out.printf("table       %-28s %,14d bytes%n", table.getTable(), table.getBytes()));
    stats
        .getChunksList()
        .forEach(chunk ->
            out.printf(
                "chunk       %-28s %,14d bytes, positions %d to %d%s%n",
                chunk.getName(),
                chunk.getBytes(),
                chunk.getFromPosition(),
                chunk.getToPosition(),
                chunk.getCompressed() ? ", compressed" : ""));
    stats
        .getProjectionsList()
        .forEach(state ->
            out.printf(
                "projection  %-28s position %d, %d behind%s%n",
                state.getName(),
                state.getPosition(),
                state.getLag(),
                state.getStopped().isEmpty() ? "" : ", STOPPED: " + state.getStopped()));
    stats
        .getCursorsList()
        .forEach(cursor ->
            out.printf("cursor      %-28s position %d%n", cursor.getName(), cursor.getPosition()));
  }
}
