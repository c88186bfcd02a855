package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ReadEventsRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where to where in the log: positions or times, which mean the same. */
final class StretchOptions {
  @Option(
      names = "--from",
      paramLabel = "POSITION|TIME",
      description = "From this position, or this time such as 2026-01-31T12:00:00Z, on.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "POSITION|TIME",
      description = "Up to this position, included, or before this time.")
  private @Nullable String to;

  void apply(ReadEventsRequest.Builder request) {
    if (from != null) {
      if (isPosition(from)) {
        request.setAfter(Math.max(0, Long.parseLong(from) - 1));
      } else {
        request.setFrom(Json.time(from));
      }
    }
    if (to != null) {
      if (!isPosition(to)) {
        request.setTo(Json.time(to));
      } else if (Long.parseLong(to) == 0) {
        throw new IllegalArgumentException("--to: positions begin at 1");
      } else {
        request.setUpTo(Long.parseLong(to));
      }
    }
  }

  /** Eighteen digits are more than any log has, and fit. */
  static boolean isPosition(String text) {
    return text.matches("[0-9]{1,18}");
  }
}
