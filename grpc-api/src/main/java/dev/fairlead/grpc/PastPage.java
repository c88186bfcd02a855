package dev.fairlead.grpc;

import dev.fairlead.model.LogPosition;
import java.util.function.Supplier;

/**
 * A page of an answer about the past: as of which position, and after which entry. Its token says
 * both, so that all pages are of one moment.
 */
record PastPage(LogPosition position, long after) {
  private static final char SEPARATOR = '-';

  /** The page that a token asks for; without one the first page as of a moment. */
  static PastPage of(String token, long first, Supplier<LogPosition> moment) {
    return token.isEmpty()
        ? new PastPage(moment.get(), first)
        : Fields.parsed("page_token", token, PastPage::parse);
  }

  private static PastPage parse(String token) {
    int separator = token.indexOf(SEPARATOR);
    if (separator < 1) {
      throw new IllegalArgumentException("\"" + token + "\" is no page's token");
    }
    return new PastPage(
        new LogPosition(Long.parseLong(token.substring(0, separator))),
        new LogPosition(Long.parseLong(token.substring(separator + 1))).value());
  }

  /** The token of the page that follows {@code last}. */
  String next(long last) {
    return position + String.valueOf(SEPARATOR) + last;
  }
}
