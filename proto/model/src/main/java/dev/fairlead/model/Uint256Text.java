package dev.fairlead.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decimal and hexadecimal forms of {@link Uint256}. */
final class Uint256Text {
  /** 10^19, the largest power of ten in a limb; its top bit is set, as division wants it. */
  private static final long CHUNK = 0x8AC7230489E80000L;

  private static final long CHUNK_RECIPROCAL = Uint256Reciprocal.exact(CHUNK);
  private static final int CHUNK_DIGITS = 19;
  private static final int MAX_DIGITS = 78;
  private static final long TEN_10 = 10_000_000_000L;

  private Uint256Text() {}

  static Uint256 parse(String text) {
    return text.startsWith("0x") ? parseHex(text) : parseDecimal(text);
  }

  private static Uint256 parseHex(String text) {
    int digits = text.length() - 2;
    if (digits < 1 || digits > 64) {
      throw refusal(text);
    }
    long[] limbs = new long[4];
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(text.length() - 1 - i);
      if (!HexFormat.isHexDigit(c)) {
        throw refusal(text);
      }
      limbs[i >>> 4] |= (long) HexFormat.fromHexDigit(c) << (i << 2);
    }
    return Uint256.ofLimbs(limbs[3], limbs[2], limbs[1], limbs[0]);
  }

  private static Uint256 parseDecimal(String text) {
    int length = text.length();
    if (length < 1 || length > MAX_DIGITS) {
      throw refusal(text);
    }
    Uint256 value = Uint256.ZERO;
    try {
      for (int from = 0; from < length; ) {
        int to = Math.min(length, from + CHUNK_DIGITS - 1);
        long chunk = 0;
        long scale = 1;
        for (; from < to; from++) {
          int digit = text.charAt(from) - '0';
          if (digit < 0 || digit > 9) {
            throw refusal(text);
          }
          chunk = chunk * 10 + digit;
          scale *= 10;
        }
        value = value.times(Uint256.of(scale)).plus(Uint256.of(chunk));
      }
    } catch (ArithmeticException tooLarge) {
      throw (NumberFormatException) refusal(text).initCause(tooLarge);
    }
    return value;
  }

  private static NumberFormatException refusal(String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return new NumberFormatException("not a uint256: \"" + shown + "\"");
  }

  static String decimal(Uint256 x) {
    if ((x.l3 | x.l2 | x.l1) == 0) {
      return Long.toUnsignedString(x.l0);
    }
    byte[] digits = new byte[5 * CHUNK_DIGITS];
    long[] limbs = {x.l0, x.l1, x.l2, x.l3};
    int end = digits.length;
    for (int top = 3; top >= 0; end -= CHUNK_DIGITS) {
      writeChunk(digits, end, divideByChunk(limbs, top));
      while (top >= 0 && limbs[top] == 0) {
        top--;
      }
    }
    int start = end;
    while (digits[start] == '0') {
      start++;
    }
    return new String(digits, start, digits.length - start, StandardCharsets.ISO_8859_1);
  }

  /** Divides the limbs (least significant first) in place and returns the remainder. */
  private static long divideByChunk(long[] limbs, int top) {
    long rest = 0;
    for (int i = top; i >= 0; i--) {
      long quotient = Uint256Division.quotient2by1(rest, limbs[i], CHUNK, CHUNK_RECIPROCAL);
      rest = limbs[i] - quotient * CHUNK;
      limbs[i] = quotient;
    }
    return rest;
  }

  private static void writeChunk(byte[] digits, int end, long unsignedChunk) {
    long upper = Long.divideUnsigned(unsignedChunk, TEN_10);
    long lower = unsignedChunk - upper * TEN_10;
    writeDigits(digits, end, lower, 10);
    writeDigits(digits, end - 10, upper, CHUNK_DIGITS - 10);
  }

  private static void writeDigits(byte[] digits, int end, long value, int count) {
    long rest = value;
    for (int i = 1; i <= count; i++) {
      digits[end - i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  static String hex(Uint256 x) {
    HexFormat format = HexFormat.of();
    String all =
        format.toHexDigits(x.l3)
            + format.toHexDigits(x.l2)
            + format.toHexDigits(x.l1)
            + format.toHexDigits(x.l0);
    int digits = Math.max(1, (x.bitLength() + 3) / 4);
    return "0x" + all.substring(64 - digits);
  }
}
