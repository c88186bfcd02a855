package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256Division.Wanted;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The division under {@code mulDiv}, fed with 512-bit numerators built backwards from quotient,
 * divisor and remainder: only so are the rare corrections of a quotient estimate reached.
 */
class Uint256DivisionTest {
  private final SplittableRandom random = Seeds.announced(Uint256DivisionTest.class);

  @Test
  void dividesWhatWasBuiltFromEdgeQuotientsAndDivisors() {
    List<Uint256> edges = Uint256Numbers.edges();
    for (Uint256 divisor : edges) {
      for (Uint256 quotient : edges) {
        if (!divisor.isZero()) {
          Uint256 last = divisor.minus(Uint256.ONE);
          check(quotient, divisor, Uint256.ZERO);
          check(quotient, divisor, last);
          check(quotient, divisor, last.shiftRight(1));
          check(quotient, divisor, Uint256.ONE.min(last));
        }
      }
    }
  }

  @Test
  void dividesWhatWasBuiltFromGeneratedQuotientsAndDivisors() {
    for (int i = 0; i < 1_000_000; i++) {
      Uint256 divisor = Uint256Numbers.next(random).max(Uint256.ONE);
      Uint256 quotient = Uint256Numbers.next(random);
      check(quotient, divisor, Uint256.ZERO);
      check(quotient, divisor, divisor.minus(Uint256.ONE));
      check(quotient, divisor, Uint256Numbers.next(random).remainder(divisor));
    }
  }

  @Test
  void findsReciprocalsOfOneLimb() {
    for (int i = 0; i < 300_000; i++) {
      long d = Uint256Numbers.next(random).l1 | Long.MIN_VALUE;
      BigInteger expected =
          Uint256Numbers.TWO_256
              .shiftRight(128)
              .subtract(BigInteger.ONE)
              .divide(new BigInteger(Long.toUnsignedString(d)));
      if (Uint256Reciprocal.exact(d) != expected.longValue()) {
        assertThat(Uint256Reciprocal.exact(d)).as("of %x", d).isEqualTo(expected.longValue());
      }
    }
  }

  @Test
  void findsReciprocalsOfTwoLimbsFromBelowWithinTheirError() {
    for (int i = 0; i < 600_000; i++) {
      Uint256 number = Uint256Numbers.next(random);
      long near = i % 3 == 0 ? -1L - random.nextInt(40) : number.l1 | Long.MIN_VALUE;
      Uint256Reciprocal actual = Uint256Reciprocal.of(near, number.l0);
      BigInteger divisor = Uint256.ofLimbs(0, 0, near, number.l0).toBigInteger();
      BigInteger limit =
          Uint256Numbers.TWO_256
              .divide(divisor.add(BigInteger.ONE))
              .subtract(BigInteger.ONE.shiftLeft(128));
      BigInteger lack =
          limit.subtract(Uint256.ofLimbs(0, 0, actual.high(), actual.low()).toBigInteger());
      if (lack.signum() < 0 || lack.compareTo(BigInteger.valueOf(Uint256Reciprocal.ERROR)) >= 0) {
        assertThat(lack).as("of %s", divisor).isBetween(BigInteger.ZERO, BigInteger.valueOf(255));
      }
    }
  }

  private static void check(Uint256 quotient, Uint256 divisor, Uint256 rest) {
    BigInteger numerator =
        quotient.toBigInteger().multiply(divisor.toBigInteger()).add(rest.toBigInteger());
    Uint256 high = Uint256.of(numerator.shiftRight(256));
    Uint256 low = Uint256.of(numerator.mod(Uint256Numbers.TWO_256));
    expect(quotient, high, low, divisor, Wanted.FLOOR);
    expect(rest, high, low, divisor, Wanted.REMAINDER);
    expect(
        rest.isZero() ? quotient : quotient.plusWrapping(Uint256.ONE),
        high,
        low,
        divisor,
        Wanted.CEILING);
  }

  private static void expect(
      Uint256 expected, Uint256 high, Uint256 low, Uint256 divisor, Wanted wanted) {
    Uint256 actual =
        Uint256Division.divide(
            high.l3,
            high.l2,
            high.l1,
            high.l0,
            low.l3,
            low.l2,
            low.l1,
            low.l0,
            divisor.l3,
            divisor.l2,
            divisor.l1,
            divisor.l0,
            wanted);
    if (!actual.equals(expected)) {
      assertThat(actual)
          .as("%s of (%s * 2^256 + %s) / %s", wanted, high, low, divisor)
          .isEqualTo(expected);
    }
  }
}
