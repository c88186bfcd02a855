package dev.fairlead.chain.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first in the lowest bits; and which of them are special in JSON. */
final class Words {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private Words() {}

  static long at(byte[] source, int index) {
    return (long) LONG.get(source, index);
  }

  static boolean isSpace(byte c) {
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
  }

  /**
   * The index of the first byte from {@code from} on that is a quote, a backslash, a control
   * character or not ASCII; the source's length if there is none.
   */
  static int specialFrom(byte[] source, int from) {
    int at = from;
    for (; at <= source.length - Long.BYTES; at += Long.BYTES) {
      long special = special(at(source, at));
      if (special != 0) {
        return at + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (at < source.length && source[at] >= ' ' && source[at] != '"' && source[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * The lowest set bit is the top bit of the first special byte. Borrows can mark bytes behind it,
   * never before it. A difference is negative for its own byte, and for what is not ASCII anyway.
   */
  private static long special(long word) {
    return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word)
        & HIGH_BITS;
  }
}
