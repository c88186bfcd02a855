package dev.fairlead.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * An unsigned 256-bit integer: the EVM's word, and the number under every amount.
 *
 * <p>Immutable. Arithmetic is exact: overflow, underflow and division by zero throw {@link
 * ArithmeticException} with the operands in the message. Only methods named {@code Wrapping}
 * compute modulo 2^256, and a method that rounds says in which direction.
 */
public final class Uint256 implements Comparable<Uint256> {
  public static final Uint256 ZERO = new Uint256(0, 0, 0, 0);
  public static final Uint256 ONE = new Uint256(0, 0, 0, 1);
  public static final Uint256 MAX_VALUE = new Uint256(-1, -1, -1, -1);

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final double TWO_64 = 0x1p64;

  /** The limbs, most significant first; each an unsigned 64-bit digit. */
  final long l3;

  final long l2;
  final long l1;
  final long l0;

  private Uint256(long l3, long l2, long l1, long l0) {
    this.l3 = l3;
    this.l2 = l2;
    this.l1 = l1;
    this.l0 = l0;
  }

  /** The value of a non-negative long; a negative one is an {@link IllegalArgumentException}. */
  public static Uint256 of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return new Uint256(0, 0, 0, value);
  }

  /** The 64 bits read as an unsigned number. */
  public static Uint256 ofUnsignedLong(long bits) {
    return new Uint256(0, 0, 0, bits);
  }

  /** The value of four 64-bit limbs, most significant first. */
  public static Uint256 ofLimbs(long l3, long l2, long l1, long l0) {
    return new Uint256(l3, l2, l1, l0);
  }

  /** The same number; {@link IllegalArgumentException} outside of 0 to 2^256 - 1. */
  public static Uint256 of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("outside of uint256: " + value);
    }
    return new Uint256(
        value.shiftRight(192).longValue(),
        value.shiftRight(128).longValue(),
        value.shiftRight(64).longValue(),
        value.longValue());
  }

  /**
   * Reads decimal digits, or {@code 0x} and 1 to 64 hex digits of either case. Leading zeros are
   * read up to that width (78 decimal digits); signs, blanks, separators and larger numbers are a
   * {@link NumberFormatException}.
   */
  public static Uint256 parse(String text) {
    return Uint256Text.parse(text);
  }

  /** The big-endian number of up to 32 bytes; no bytes are zero. */
  public static Uint256 fromBytes(byte[] bigEndian) {
    return fromBytes(bigEndian, 0, bigEndian.length);
  }

  /** The big-endian number in a range of up to 32 bytes. */
  public static Uint256 fromBytes(byte[] bytes, int offset, int length) {
    if (length > 32) {
      throw new IllegalArgumentException("more than 32 bytes: " + length);
    }
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 32) {
      return new Uint256(
          (long) BIG_ENDIAN_LONG.get(bytes, offset),
          (long) BIG_ENDIAN_LONG.get(bytes, offset + 8),
          (long) BIG_ENDIAN_LONG.get(bytes, offset + 16),
          (long) BIG_ENDIAN_LONG.get(bytes, offset + 24));
    }
    byte[] padded = new byte[32];
    System.arraycopy(bytes, offset, padded, 32 - length, length);
    return fromBytes(padded, 0, 32);
  }

  /** The number as one ABI word: 32 bytes, big-endian. */
  public byte[] toBytes32() {
    byte[] word = new byte[32];
    writeTo(word, 0);
    return word;
  }

  /** Writes the 32 big-endian bytes at {@code offset}. */
  public void writeTo(byte[] target, int offset) {
    Objects.checkFromIndexSize(offset, 32, target.length);
    BIG_ENDIAN_LONG.set(target, offset, l3);
    BIG_ENDIAN_LONG.set(target, offset + 8, l2);
    BIG_ENDIAN_LONG.set(target, offset + 16, l1);
    BIG_ENDIAN_LONG.set(target, offset + 24, l0);
  }

  public BigInteger toBigInteger() {
    return l3 == 0 && l2 == 0 && l1 == 0 && l0 >= 0
        ? BigInteger.valueOf(l0)
        : new BigInteger(1, toBytes32());
  }

  public Uint256 plus(Uint256 addend) {
    Uint256 sum = plusWrapping(addend);
    if (sum.isLessThan(this)) {
      throw new ArithmeticException("overflow: " + this + " + " + addend);
    }
    return sum;
  }

  public Uint256 plusWrapping(Uint256 addend) {
    long s0 = l0 + addend.l0;
    long c = carry(l0, addend.l0, s0);
    long s1 = l1 + addend.l1 + c;
    c = carry(l1, addend.l1, s1);
    long s2 = l2 + addend.l2 + c;
    c = carry(l2, addend.l2, s2);
    return new Uint256(l3 + addend.l3 + c, s2, s1, s0);
  }

  public Uint256 minus(Uint256 subtrahend) {
    if (isLessThan(subtrahend)) {
      throw new ArithmeticException("underflow: " + this + " - " + subtrahend);
    }
    return minusWrapping(subtrahend);
  }

  public Uint256 minusWrapping(Uint256 subtrahend) {
    long d0 = l0 - subtrahend.l0;
    long b = borrow(l0, subtrahend.l0, d0);
    long d1 = l1 - subtrahend.l1 - b;
    b = borrow(l1, subtrahend.l1, d1);
    long d2 = l2 - subtrahend.l2 - b;
    b = borrow(l2, subtrahend.l2, d2);
    return new Uint256(l3 - subtrahend.l3 - b, d2, d1, d0);
  }

  public Uint256 negateWrapping() {
    return ZERO.minusWrapping(this);
  }

  public Uint256 absoluteDifference(Uint256 other) {
    return isLessThan(other) ? other.minusWrapping(this) : minusWrapping(other);
  }

  public Uint256 times(Uint256 factor) {
    return Uint256Product.exact(this, factor);
  }

  public Uint256 timesWrapping(Uint256 factor) {
    return Uint256Product.wrapping(this, factor);
  }

  /** The same by one limb, read as an unsigned number. */
  public Uint256 timesWrapping(long factor) {
    return Uint256Product.wrapping(this, factor);
  }

  /** The exact power; 0^0 is 1, as in the EVM. */
  public Uint256 pow(int exponent) {
    return Uint256Roots.pow(this, exponent);
  }

  /** The largest number whose square is at most this one. */
  public Uint256 sqrtDown() {
    return Uint256Roots.sqrtDown(this);
  }

  /** The quotient, rounded down. */
  public Uint256 dividedBy(Uint256 divisor) {
    return divide(divisor, Uint256Division.Wanted.FLOOR);
  }

  /** The quotient, rounded up. */
  public Uint256 dividedByUp(Uint256 divisor) {
    return divide(divisor, Uint256Division.Wanted.CEILING);
  }

  public Uint256 remainder(Uint256 divisor) {
    return divide(divisor, Uint256Division.Wanted.REMAINDER);
  }

  /** This times {@code factor} over {@code divisor}, rounded down once, product of 512 bits. */
  public Uint256 mulDivDown(Uint256 factor, Uint256 divisor) {
    return (l3 | l2 | factor.l3 | factor.l2 | divisor.l3 | divisor.l2) == 0 && divisor.l1 != 0
        ? Uint256NarrowDivision.mulDivDown(l1, l0, factor.l1, factor.l0, divisor.l1, divisor.l0)
        : mulDiv(factor, divisor, Uint256Division.Wanted.FLOOR);
  }

  /** The same by small positive numbers, as fees are; quickest where the divisor is a constant. */
  public Uint256 mulDivDown(int factor, int divisor) {
    return (l3 | l2 | l1 >>> 32) == 0 && factor > 0 && divisor > 0
        ? Uint256Product.mulDivDown(l1, l0, factor, divisor)
        : mulDivDown(of(factor), of(divisor));
  }

  /** This times {@code factor} over {@code divisor}, rounded up once, product of 512 bits. */
  public Uint256 mulDivUp(Uint256 factor, Uint256 divisor) {
    return mulDiv(factor, divisor, Uint256Division.Wanted.CEILING);
  }

  /** The product's remainder, product of 512 bits. Modulus zero throws (the EVM answers zero). */
  public Uint256 mulMod(Uint256 factor, Uint256 modulus) {
    return mulDiv(factor, modulus, Uint256Division.Wanted.REMAINDER);
  }

  /** The sum's remainder, sum of 257 bits. Modulus zero throws (the EVM answers zero). */
  public Uint256 addMod(Uint256 addend, Uint256 modulus) {
    if (modulus.isZero()) {
      throw new ArithmeticException("division by zero: (" + this + " + " + addend + ") mod 0");
    }
    Uint256 sum = plusWrapping(addend);
    return sum.isLessThan(this)
        ? Uint256Division.remainder(ONE, sum, modulus)
        : sum.remainder(modulus);
  }

  /** Throws when a set bit would be lost. */
  public Uint256 shiftLeft(int bits) {
    Uint256 shifted = shiftLeftWrapping(bits);
    if (!isZero() && bits > 256 - bitLength()) {
      throw new ArithmeticException("overflow: " + this + " << " + bits);
    }
    return shifted;
  }

  public Uint256 shiftLeftWrapping(int bits) {
    return Uint256Bits.shiftLeft(this, bits);
  }

  public Uint256 shiftRight(int bits) {
    return Uint256Bits.shiftRight(this, bits);
  }

  public Uint256 and(Uint256 mask) {
    return new Uint256(l3 & mask.l3, l2 & mask.l2, l1 & mask.l1, l0 & mask.l0);
  }

  public Uint256 or(Uint256 mask) {
    return new Uint256(l3 | mask.l3, l2 | mask.l2, l1 | mask.l1, l0 | mask.l0);
  }

  public Uint256 xor(Uint256 mask) {
    return new Uint256(l3 ^ mask.l3, l2 ^ mask.l2, l1 ^ mask.l1, l0 ^ mask.l0);
  }

  public Uint256 not() {
    return new Uint256(~l3, ~l2, ~l1, ~l0);
  }

  /** The position of the highest set bit plus one; zero for zero. */
  public int bitLength() {
    return Uint256Bits.length(l3, l2, l1, l0);
  }

  /** Whether the bit is set; bits from 256 on never are. */
  public boolean testBit(int bit) {
    return Uint256Bits.test(this, bit);
  }

  public boolean isZero() {
    return (l3 | l2 | l1 | l0) == 0;
  }

  /** Whether the same bits, read as the EVM's {@code int256}, are a negative number. */
  public boolean isNegativeTwosComplement() {
    return l3 < 0;
  }

  public Uint256 min(Uint256 other) {
    return other.isLessThan(this) ? other : this;
  }

  public Uint256 max(Uint256 other) {
    return isLessThan(other) ? other : this;
  }

  public boolean isLessThan(Uint256 other) {
    return compareTo(other) < 0;
  }

  public boolean isAtMost(Uint256 other) {
    return compareTo(other) <= 0;
  }

  public boolean isGreaterThan(Uint256 other) {
    return compareTo(other) > 0;
  }

  public boolean isAtLeast(Uint256 other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(Uint256 other) {
    if (l3 != other.l3) {
      return Long.compareUnsigned(l3, other.l3);
    }
    if (l2 != other.l2) {
      return Long.compareUnsigned(l2, other.l2);
    }
    return l1 != other.l1 ? Long.compareUnsigned(l1, other.l1) : Long.compareUnsigned(l0, other.l0);
  }

  /** The same number as a non-negative long, or {@link ArithmeticException}. */
  public long toLongExact() {
    if ((l3 | l2 | l1) != 0 || l0 < 0) {
      throw new ArithmeticException("does not fit a long: " + this);
    }
    return l0;
  }

  /** The same number as a non-negative int, or {@link ArithmeticException}. */
  public int toIntExact() {
    if ((l3 | l2 | l1) != 0 || l0 < 0 || l0 > Integer.MAX_VALUE) {
      throw new ArithmeticException("does not fit an int: " + this);
    }
    return (int) l0;
  }

  /**
   * A nearby double (relative error under 2^-50), only to weigh edges in a search: never to price,
   * compare or carry an amount.
   */
  public double toDouble() {
    return ((unsigned(l3) * TWO_64 + unsigned(l2)) * TWO_64 + unsigned(l1)) * TWO_64 + unsigned(l0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Uint256 that
        && ((l3 ^ that.l3) | (l2 ^ that.l2) | (l1 ^ that.l1) | (l0 ^ that.l0)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(((l3 * 31 + l2) * 31 + l1) * 31 + l0);
  }

  /** Decimal, without separators. */
  @Override
  public String toString() {
    return Uint256Text.decimal(this);
  }

  /** The JSON-RPC quantity: {@code 0x}, then lower-case hex digits without leading zeros. */
  public String toHexString() {
    return Uint256Text.hex(this);
  }

  private Uint256 divide(Uint256 d, Uint256Division.Wanted wanted) {
    return Uint256Division.divide(l3, l2, l1, l0, d.l3, d.l2, d.l1, d.l0, wanted);
  }

  private Uint256 mulDiv(Uint256 b, Uint256 d, Uint256Division.Wanted wanted) {
    return Uint256Product.mulDiv(
        l3, l2, l1, l0, b.l3, b.l2, b.l1, b.l0, d.l3, d.l2, d.l1, d.l0, wanted);
  }

  private static double unsigned(long limb) {
    return (limb >>> 1) * 2.0 + (limb & 1);
  }

  /** One if x is less than y, both unsigned: the borrow of x - y, and the carry of x = y + any. */
  static long less(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  /** The carry out of {@code sum = x + y} or {@code x + y + 1}. */
  static long carry(long x, long y, long sum) {
    return ((x & y) | ((x | y) & ~sum)) >>> 63;
  }

  /** The borrow out of {@code difference = x - y} or {@code x - y - 1}. */
  static long borrow(long x, long y, long difference) {
    return ((~x & y) | ((~x | y) & difference)) >>> 63;
  }
}
