package dev.fairlead.chain.json;

import dev.fairlead.chain.ChainException;
import java.nio.charset.StandardCharsets;

/** The error that something else was found: what was expected, where, and what is there. */
final class Expectation {
  private static final int SHOWN = 80;

  private Expectation() {}

  static ChainException failed(String what, byte[] source, int position) {
    return ChainException.retryable(
        "expected "
            + what
            + " at "
            + printable(JsonPointer.of(source, position))
            + " but found "
            + printable(found(source, position)));
  }

  private static String found(byte[] source, int position) {
    if (position >= source.length) {
      return "the end";
    }
    return switch (source[position]) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> string(source, position);
      default -> shortened(source, position, delimiterFrom(source, position + 1));
    };
  }

  private static String string(byte[] source, int position) {
    int end = JsonText.end(source, position);
    return end < 0
        ? "what is not a string: " + shortened(source, position, source.length)
        : shortened(source, position, end);
  }

  private static String shortened(byte[] source, int from, int to) {
    String shown = new String(source, from, Math.min(to - from, SHOWN), StandardCharsets.UTF_8);
    return to - from <= SHOWN ? shown : shown + "…";
  }

  private static int delimiterFrom(byte[] source, int from) {
    int at = from;
    while (at < source.length && ",:]}\" \t\r\n".indexOf(source[at]) < 0) {
      at++;
    }
    return at;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
