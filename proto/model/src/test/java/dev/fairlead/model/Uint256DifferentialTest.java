package dev.fairlead.model;

import static dev.fairlead.model.Uint256Numbers.TWO_256;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Each operation gives what {@link BigInteger} gives, or throws where that is outside of uint256.
 */
class Uint256DifferentialTest {
  private static final int PAIRS = 300_000;
  private static final int TRIPLES = 450_000;

  /** What division by zero gives: nothing in range. */
  private static final BigInteger NONE = BigInteger.ONE.negate();

  private final SplittableRandom random = Seeds.announced(Uint256DifferentialTest.class);
  private final List<Uint256> edges = Uint256Numbers.edges();

  @Test
  void agreesOnEveryEdgeValue() {
    edges.forEach(this::unary);
  }

  @Test
  void agreesOnEveryPairOfEdgeValues() {
    for (Uint256 a : edges) {
      for (Uint256 b : edges) {
        binary(a, b);
      }
    }
  }

  @Test
  void agreesOnEveryTripleOfEdgeValues() {
    for (Uint256 a : edges) {
      for (Uint256 b : edges) {
        for (Uint256 c : edges) {
          ternary(a, b, c);
        }
      }
    }
  }

  @Test
  void agreesOnGeneratedPairs() {
    for (int i = 0; i < PAIRS; i++) {
      Uint256 a = Uint256Numbers.next(random);
      binary(a, Uint256Numbers.next(random));
      binary(a, a.plusWrapping(Uint256.of(random.nextInt(3))).minusWrapping(Uint256.ONE));
    }
  }

  @Test
  void agreesOnGeneratedTriples() {
    for (int i = 0; i < TRIPLES; i++) {
      Uint256 a = Uint256Numbers.next(random);
      Uint256 b = Uint256Numbers.next(random);
      ternary(a, b, Uint256Numbers.next(random));
      ternary(a, b, a.max(b).plusWrapping(Uint256.of(random.nextInt(3))));
    }
  }

  @Test
  void agreesOnGeneratedNumbers() {
    for (int i = 0; i < 100_000; i++) {
      unary(Uint256Numbers.next(random));
    }
  }

  @Test
  void agreesOnTheSquaresAroundEveryRoot() {
    for (int i = 0; i < 100_000; i++) {
      Uint256 root = Uint256Numbers.next(random).shiftRight(128);
      BigInteger square = root.toBigInteger().pow(2);
      same("sqrtDown", root.times(root).sqrtDown(), root.toBigInteger(), root);
      if (!root.isZero()) {
        Uint256 below = Uint256.of(square.subtract(BigInteger.ONE));
        same("sqrtDown", below.sqrtDown(), root.toBigInteger().subtract(BigInteger.ONE), below);
      }
    }
  }

  private void unary(Uint256 a) {
    BigInteger x = a.toBigInteger();
    same("of", Uint256.of(x), x, a);
    same("bytes", Uint256.fromBytes(a.toBytes32()), x, a);
    same("decimal", Uint256.parse(a.toString()), x, a);
    same("hex", Uint256.parse(a.toHexString()), x, a);
    equal("toString", a.toString(), x.toString(), a);
    equal("toHexString", a.toHexString(), "0x" + x.toString(16), a);
    equal("bitLength", a.bitLength(), x.bitLength(), a);
    equal("sign", a.isNegativeTwosComplement(), x.testBit(255), a);
    equal("double", Math.abs(a.toDouble() - x.doubleValue()) <= x.doubleValue() * 0x1p-50, true, a);
    same("sqrtDown", a.sqrtDown(), x.sqrt(), a);
    same("not", a.not(), TWO_256.subtract(BigInteger.ONE).subtract(x), a);
    same("negate", a.negateWrapping(), x.negate().mod(TWO_256), a);
    int bits = random.nextInt(300);
    equal("testBit", a.testBit(bits), x.testBit(bits), a);
    same("shiftRight", a.shiftRight(bits), x.shiftRight(bits), a);
    same("shiftLeftWrapping", a.shiftLeftWrapping(bits), x.shiftLeft(bits).mod(TWO_256), a);
    exact("shiftLeft", () -> a.shiftLeft(bits), x.shiftLeft(bits), a);
    int exponent = random.nextInt(1 + 300 / Math.max(1, a.bitLength()));
    exact("pow", () -> a.pow(exponent), x.pow(exponent), a);
  }

  private static void binary(Uint256 a, Uint256 b) {
    BigInteger x = a.toBigInteger();
    BigInteger y = b.toBigInteger();
    BigInteger sum = x.add(y);
    BigInteger difference = x.subtract(y);
    BigInteger product = x.multiply(y);
    exact("plus", () -> a.plus(b), sum, a, b);
    exact("minus", () -> a.minus(b), difference, a, b);
    exact("times", () -> a.times(b), product, a, b);
    same("plusWrapping", a.plusWrapping(b), sum.mod(TWO_256), a, b);
    same("minusWrapping", a.minusWrapping(b), difference.mod(TWO_256), a, b);
    same("timesWrapping", a.timesWrapping(b), product.mod(TWO_256), a, b);
    same(
        "timesWrapping(long)",
        a.timesWrapping(b.l0),
        x.multiply(Uint256.ofUnsignedLong(b.l0).toBigInteger()).mod(TWO_256),
        a,
        b);
    same("absoluteDifference", a.absoluteDifference(b), difference.abs(), a, b);
    same("and", a.and(b), x.and(y), a, b);
    same("or", a.or(b), x.or(y), a, b);
    same("xor", a.xor(b), x.xor(y), a, b);
    same("min", a.min(b), x.min(y), a, b);
    same("max", a.max(b), x.max(y), a, b);
    int order = x.compareTo(y);
    equal("compareTo", Integer.signum(a.compareTo(b)), order, a, b);
    equal("equals", a.equals(b), order == 0, a, b);
    equal("isLessThan", a.isLessThan(b), order < 0, a, b);
    equal("isAtMost", a.isAtMost(b), order <= 0, a, b);
    equal("isGreaterThan", a.isGreaterThan(b), order > 0, a, b);
    equal("isAtLeast", a.isAtLeast(b), order >= 0, a, b);
    BigInteger[] divided = divide(x, y);
    exact("dividedBy", () -> a.dividedBy(b), divided[0], a, b);
    exact("remainder", () -> a.remainder(b), divided[1], a, b);
    exact("dividedByUp", () -> a.dividedByUp(b), up(divided), a, b);
  }

  private static void ternary(Uint256 a, Uint256 b, Uint256 d) {
    BigInteger x = a.toBigInteger();
    BigInteger y = b.toBigInteger();
    BigInteger z = d.toBigInteger();
    BigInteger[] divided = divide(x.multiply(y), z);
    exact("mulDivDown", () -> a.mulDivDown(b, d), divided[0], a, b, d);
    int factor = (int) b.l0 & Integer.MAX_VALUE;
    int divisor = (int) d.l1 & Integer.MAX_VALUE;
    exact(
        "mulDivDown(int)",
        () -> a.mulDivDown(factor, divisor),
        divide(x.multiply(BigInteger.valueOf(factor)), BigInteger.valueOf(divisor))[0],
        a,
        b,
        d);
    exact("mulDivUp", () -> a.mulDivUp(b, d), up(divided), a, b, d);
    exact("mulMod", () -> a.mulMod(b, d), divided[1], a, b, d);
    exact("addMod", () -> a.addMod(b, d), divide(x.add(y), z)[1], a, b, d);
  }

  private static BigInteger[] divide(BigInteger x, BigInteger y) {
    return y.signum() == 0 ? new BigInteger[] {NONE, NONE} : x.divideAndRemainder(y);
  }

  private static BigInteger up(BigInteger[] divided) {
    return divided[1].signum() > 0 ? divided[0].add(BigInteger.ONE) : divided[0];
  }

  /** An expectation outside of uint256 means that the operation has to throw. */
  private static void exact(
      String operation, Supplier<Uint256> actual, BigInteger expected, Uint256... operands) {
    if (expected.signum() >= 0 && expected.bitLength() <= 256) {
      same(operation, actual.get(), expected, operands);
      return;
    }
    Uint256 wrong;
    try {
      wrong = actual.get();
    } catch (ArithmeticException thrown) {
      equal(
          operation + "'s message",
          String.valueOf(thrown.getMessage()).contains(operands[0].toString()),
          true,
          operands);
      return;
    }
    throw new AssertionError(
        operation + List.of(operands) + " gave " + wrong + " instead of throwing");
  }

  private static void same(
      String operation, Uint256 actual, BigInteger expected, Uint256... operands) {
    equal(operation, actual.toBigInteger(), expected, operands);
  }

  private static void equal(String operation, Object actual, Object expected, Uint256... operands) {
    if (!actual.equals(expected)) {
      throw new AssertionError(
          operation + List.of(operands) + " gave " + actual + ", expected " + expected);
    }
  }
}
