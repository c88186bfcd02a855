package dev.fairlead.chain.json;

import dev.fairlead.model.Uint256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hex digits in bytes of ASCII. Numbers, whose length is not known before, are read eight digits at
 * once, in a word with the first in its highest bits; bytes by a table, two digits at once, which
 * is faster the more there are.
 */
final class HexDigits {
  /** How many digits a limb of 64 bits holds. */
  static final int IN_LIMB = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final short[] PAIRS = pairs();
  private static final int PREFIX = '"' | '0' << 8 | 'x' << 16;
  private static final int IN_WORD = Long.BYTES;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long LOW_HALVES = 0x0f * ONES;
  private static final long LOWER_CASE = ('a' - 'A') * ONES;

  // Added to a byte of ASCII, each sets the high bit of those from there on.
  private static final long FROM_0 = (0x80 - '0') * ONES;
  private static final long BEHIND_9 = (0x80 - '9' - 1) * ONES;
  private static final long FROM_A = (0x80 - 'a') * ONES;
  private static final long BEHIND_F = (0x80 - 'f' - 1) * ONES;

  private HexDigits() {}

  /** Whether the quote and the prefix of a string of digits stand there, with more behind them. */
  static boolean isPrefixed(byte[] source, int at) {
    return ((int) INT.get(source, at) & 0xffffff) == PREFIX;
  }

  /** The digit's value; negative if it is none. */
  static int digit(byte ascii) {
    return Character.digit(ascii & 0xff, 16);
  }

  /** The index of the first byte from {@code from} on that is no digit. */
  static int end(byte[] source, int from) {
    int at = from;
    for (; at <= source.length - IN_WORD; at += IN_WORD) {
      long others = others(word(source, at));
      if (others != 0) {
        return at + (Long.numberOfLeadingZeros(others) >>> 3);
      }
    }
    while (at < source.length && digit(source[at]) >= 0) {
      at++;
    }
    return at;
  }

  /** The number that 1 to 16 digits are. */
  static long limb(byte[] source, int from, int end) {
    int length = end - from;
    if (source.length - from < IN_LIMB) {
      return shortLimb(source, from, end);
    }
    long first = word(source, from);
    if (length <= IN_WORD) {
      return value(first >>> ((IN_WORD - length) << 3));
    }
    long second = word(source, from + IN_WORD);
    return value(first) << ((length - IN_WORD) << 2) | value(second >>> ((IN_LIMB - length) << 3));
  }

  /** At the end of the source, where no whole words are left. */
  private static long shortLimb(byte[] source, int from, int end) {
    long limb = 0;
    for (int at = from; at < end; at++) {
      limb = limb << 4 | digit(source[at]);
    }
    return limb;
  }

  /** The number that 1 to 64 digits are. */
  static Uint256 number(byte[] source, int from, int end) {
    if (end - from <= IN_LIMB) {
      return Uint256.ofLimbs(0, 0, 0, limb(source, from, end));
    }
    long[] limbs = new long[4];
    int to = end;
    for (int i = 0; to > from; i++) {
      int begin = Math.max(from, to - IN_LIMB);
      limbs[i] = limb(source, begin, to);
      to = begin;
    }
    return Uint256.ofLimbs(limbs[3], limbs[2], limbs[1], limbs[0]);
  }

  /** Reads two digits for each of {@code length} bytes; false if any is not a digit. */
  static boolean decode(byte[] source, int from, byte[] target, int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      int value = pair(source, from + 2 * i);
      all |= value;
      target[i] = (byte) value;
    }
    return all >= 0;
  }

  /** Reads pairs of digits as long as there are any, {@code most} of them; how many there were. */
  static int decodeUpTo(byte[] source, int from, byte[] target, int offset, int most) {
    for (int i = 0; i < most; i++) {
      int value = pair(source, from + 2 * i);
      if (value < 0) {
        return i;
      }
      target[offset + i] = (byte) value;
    }
    return most;
  }

  /** The byte that two digits are; negative if one of them is none. */
  private static int pair(byte[] source, int at) {
    return PAIRS[(short) SHORT.get(source, at) & 0xffff];
  }

  private static short[] pairs() {
    short[] pairs = new short[1 << 16];
    for (int i = 0; i < pairs.length; i++) {
      int high = digit((byte) i);
      int low = digit((byte) (i >>> 8));
      pairs[i] = high < 0 || low < 0 ? (short) -1 : (short) (high << 4 | low);
    }
    return pairs;
  }

  private static long word(byte[] source, int at) {
    return (long) LONG.get(source, at);
  }

  /** The top bit of each byte that is no digit. Sums stay in their bytes. */
  private static long others(long word) {
    long ascii = word & ~HIGH_BITS;
    long lower = ascii | LOWER_CASE;
    long digits = (ascii + FROM_0) & ~(ascii + BEHIND_9);
    long letters = (lower + FROM_A) & ~(lower + BEHIND_F);
    return (word | ~(digits | letters)) & HIGH_BITS;
  }

  /** The number that the digits of a word are; a byte of zero counts as the digit zero. */
  private static long value(long word) {
    long digits = (word & LOW_HALVES) + 9 * ((word >>> 6) & ONES);
    long pairs = (digits | digits >>> 4) & 0x00ff00ff00ff00ffL;
    long fours = (pairs | pairs >>> 8) & 0x0000ffff0000ffffL;
    return (fours | fours >>> 16) & 0xffffffffL;
  }
}
