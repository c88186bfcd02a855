package dev.fairlead.chain.json;

import dev.fairlead.model.Uint256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Hex digits in bytes of ASCII, by tables: one digit, or two at once. */
final class HexDigits {
  /** How many digits a limb of 64 bits holds. */
  static final int IN_LIMB = 16;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] DIGITS = digits();
  private static final short[] PAIRS = pairs();

  private HexDigits() {}

  /** The digit's value; negative if it is none. */
  static int digit(byte ascii) {
    return DIGITS[ascii & 0xff];
  }

  /** The index of the first byte from {@code from} on that is no digit. */
  static int end(byte[] source, int from) {
    int at = from;
    while (at < source.length && digit(source[at]) >= 0) {
      at++;
    }
    return at;
  }

  /** The number that up to 16 digits are. */
  static long limb(byte[] source, int from, int end) {
    long limb = 0;
    for (int at = from; at < end; at++) {
      limb = limb << 4 | digit(source[at]);
    }
    return limb;
  }

  /** The number that up to 64 digits are. */
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
  static boolean decode(byte[] source, int from, byte[] target, int offset, int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      int value = PAIRS[(short) SHORT.get(source, from + 2 * i) & 0xffff];
      all |= value;
      target[offset + i] = (byte) value;
    }
    return all >= 0;
  }

  /** Reads pairs of digits as long as there are any, {@code most} of them; how many there were. */
  static int decodeUpTo(byte[] source, int from, byte[] target, int offset, int most) {
    for (int i = 0; i < most; i++) {
      int value = PAIRS[(short) SHORT.get(source, from + 2 * i) & 0xffff];
      if (value < 0) {
        return i;
      }
      target[offset + i] = (byte) value;
    }
    return most;
  }

  private static byte[] digits() {
    byte[] digits = new byte[256];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits[Character.forDigit(i, 16)] = (byte) i;
      digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
    return digits;
  }

  private static short[] pairs() {
    short[] pairs = new short[1 << 16];
    for (int i = 0; i < pairs.length; i++) {
      int high = DIGITS[i & 0xff];
      int low = DIGITS[i >>> 8];
      pairs[i] = high < 0 || low < 0 ? (short) -1 : (short) (high << 4 | low);
    }
    return pairs;
  }
}
