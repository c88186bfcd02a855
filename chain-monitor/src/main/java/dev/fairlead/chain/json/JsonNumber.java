package dev.fairlead.chain.json;

/** Numbers as RFC 8259 writes them. */
final class JsonNumber {
  private JsonNumber() {}

  /** The index behind the number at {@code from}; negative if there is none. */
  static int end(byte[] source, int from) {
    int whole = wholeEnd(source, from);
    if (whole < 0) {
      return whole;
    }
    int at = whole;
    if (is(source, at, '.')) {
      at = digitsEnd(source, at + 1);
      if (at == whole + 1) {
        return -1;
      }
    }
    if (!is(source, at, 'e') && !is(source, at, 'E')) {
      return at;
    }
    int exponent = is(source, at + 1, '+') || is(source, at + 1, '-') ? at + 2 : at + 1;
    int end = digitsEnd(source, exponent);
    return end == exponent ? -1 : end;
  }

  /** The index behind the number's sign and digits before any fraction; negative without digits. */
  static int wholeEnd(byte[] source, int from) {
    int digits = is(source, from, '-') ? from + 1 : from;
    int end = is(source, digits, '0') ? digits + 1 : digitsEnd(source, digits);
    return end == digits ? -1 : end;
  }

  private static int digitsEnd(byte[] source, int from) {
    int at = from;
    while (at < source.length && source[at] >= '0' && source[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(byte[] source, int at, char wanted) {
    return at < source.length && source[at] == wanted;
  }
}
