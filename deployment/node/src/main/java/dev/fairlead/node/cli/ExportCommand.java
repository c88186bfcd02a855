package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** The log as rows for other tools. */
@Command(
    name = "export",
    description = {
      "Write events as JSON lines, one flat object an event, with the same columns in each.",
      "Columns: " + ExportRow.COLUMNS + ".",
      "Amounts are base units as decimal strings; payload is the whole event as JSON text.",
      "deployment/README.md has the types, and the statement that makes Parquet of them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead events export --out events.jsonl",
      "  fairlead events export --out events.jsonl --resume",
      "  fairlead events export --from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z --strategy ID"
    })
final class ExportCommand implements Callable<Integer> {
  private static final int PROGRESS_EVERY = 10_000;

  @ParentCommand private @Nullable EventsCommand events;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private StretchOptions stretch = new StretchOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file, which must not exist (default: standard output).")
  private @Nullable Path file;

  @Option(
      names = "--resume",
      description = "Go on after the last whole line of --out, which may be cut off.")
  private boolean resume;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    ReadEventsRequest.Builder request = ReadEventsRequest.newBuilder().setFilter(filter.message());
    stretch.apply(request);
    if (file == null) {
      if (resume) {
        throw new IllegalArgumentException("--resume: needs --out");
      }
      write(request.build(), spec.commandLine().getOut(), err);
      return 0;
    }
    if (resume) {
      long last = ExportFile.repair(file);
      request.setAfter(Math.max(request.getAfter(), last));
    } else if (Files.exists(file)) {
      throw new IllegalArgumentException(
          file + " exists; give another --out, or --resume to go on with it");
    }
    try (BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(request.build(), out, err);
    }
    return 0;
  }

  private void write(ReadEventsRequest request, Writer out, PrintWriter err) throws IOException {
    long written = 0;
    long last = request.getAfter();
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Iterator<RecordedEvent> found = connection.history().readEvents(request);
      while (found.hasNext()) {
        RecordedEvent event = found.next();
        out.write(ExportRow.line(event));
        out.write('\n');
        last = event.getPosition();
        if (++written % PROGRESS_EVERY == 0) {
          err.printf("\r%d events, up to position %d", written, last);
          err.flush();
        }
      }
    }
    out.flush();
    err.printf("\r%d events exported, up to position %d%n", written, last);
  }
}
