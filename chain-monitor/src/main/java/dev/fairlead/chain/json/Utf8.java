package dev.fairlead.chain.json;

/** The shapes of characters beyond ASCII in UTF-8 (RFC 3629). */
final class Utf8 {
  private Utf8() {}

  /**
   * The index behind the character of two to four bytes at {@code at}; negative if there is none:
   * no overlong form, no surrogate, nothing above U+10FFFF.
   */
  static int sequenceEnd(byte[] source, int at) {
    int first = source[at] & 0xff;
    if (first >= 0xc2 && first <= 0xdf) {
      return followed(source, at, 1, 0x80, 0xbf);
    }
    if (first >= 0xe0 && first <= 0xef) {
      return followed(source, at, 2, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
    }
    if (first >= 0xf0 && first <= 0xf4) {
      return followed(source, at, 3, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
    }
    return -1;
  }

  /**
   * The second byte has bounds of its own, which rule out what has a shorter form or no meaning.
   */
  private static int followed(byte[] source, int at, int count, int lowest, int highest) {
    if (source.length - at <= count) {
      return -1;
    }
    int second = source[at + 1] & 0xff;
    if (second < lowest || second > highest) {
      return -1;
    }
    for (int i = 2; i <= count; i++) {
      if ((source[at + i] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return at + count + 1;
  }
}
