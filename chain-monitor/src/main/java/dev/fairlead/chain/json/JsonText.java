package dev.fairlead.chain.json;

import java.nio.charset.StandardCharsets;

/** Strings: where they end, if they are well-formed, and what they say. */
final class JsonText {
  private static final int MALFORMED = -1;

  private JsonText() {}

  /**
   * The index behind the closing quote of the string that opens at {@code open}; negative if it
   * does not end, or holds a control character, an unknown escape or what is not UTF-8.
   */
  static int end(byte[] source, int open) {
    int at = Words.specialFrom(source, open + 1);
    while (at >= 0 && at < source.length) {
      byte special = source[at];
      if (special == '"') {
        return at + 1;
      }
      at = special == '\\' ? escapeEnd(source, at) : Utf8.sequenceEnd(source, at);
      if (at >= 0) {
        at = Words.specialFrom(source, at);
      }
    }
    return MALFORMED;
  }

  /** The text of the well-formed string that ends before {@code end}. */
  static String read(byte[] source, int open, int end) {
    StringBuilder text = new StringBuilder(end - open - 2);
    int plain = open + 1;
    for (int at = plain; at < end - 1; at++) {
      if (source[at] == '\\') {
        text.append(new String(source, plain, at - plain, StandardCharsets.UTF_8));
        text.append(escaped(source, at + 1));
        at += source[at + 1] == 'u' ? 5 : 1;
        plain = at + 1;
      }
    }
    return text.append(new String(source, plain, end - 1 - plain, StandardCharsets.UTF_8))
        .toString();
  }

  /** Whether a word of ASCII stands there. */
  static boolean stands(String word, byte[] source, int at) {
    int i = 0;
    while (i < word.length() && at + i < source.length && source[at + i] == word.charAt(i)) {
      i++;
    }
    return i == word.length();
  }

  private static int escapeEnd(byte[] source, int backslash) {
    if (backslash + 1 == source.length) {
      return MALFORMED;
    }
    return switch (source[backslash + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
      case 'u' -> fourDigitsFrom(source, backslash + 2) ? backslash + 6 : MALFORMED;
      default -> MALFORMED;
    };
  }

  private static boolean fourDigitsFrom(byte[] source, int from) {
    if (source.length - from < 4) {
      return false;
    }
    int all = 0;
    for (int i = 0; i < 4; i++) {
      all |= HexDigits.digit(source[from + i]);
    }
    return all >= 0;
  }

  private static char escaped(byte[] source, int at) {
    return switch (source[at]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' ->
          (char)
              (HexDigits.digit(source[at + 1]) << 12
                  | HexDigits.digit(source[at + 2]) << 8
                  | HexDigits.digit(source[at + 3]) << 4
                  | HexDigits.digit(source[at + 4]));
      default -> (char) source[at];
    };
  }
}
