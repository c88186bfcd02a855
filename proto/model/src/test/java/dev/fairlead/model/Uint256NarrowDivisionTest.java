package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Products of two limbs by two over two limbs, against {@link BigInteger}. */
class Uint256NarrowDivisionTest {
  private static final Uint256 TWO_LIMBS = Uint256.ONE.shiftLeft(128).minus(Uint256.ONE);

  private final SplittableRandom random = Seeds.announced(Uint256NarrowDivisionTest.class);

  @Test
  void dividesTheProductsOfEdges() {
    List<Uint256> edges =
        Uint256Numbers.edges().stream().map(edge -> edge.and(TWO_LIMBS)).distinct().toList();
    for (Uint256 a : edges) {
      for (Uint256 b : edges) {
        edges.forEach(d -> check(a, b, d));
      }
    }
  }

  @Test
  void dividesGeneratedProducts() {
    for (int i = 0; i < 1_000_000; i++) {
      check(
          narrow().shiftRight(random.nextInt(128)),
          narrow(),
          narrow().shiftRight(random.nextInt(64)));
    }
  }

  /** A unit on either side of a whole quotient an estimate is most often in doubt. */
  @Test
  void dividesProductsThatAreNextToAMultipleOfTheDivisor() {
    for (int i = 0; i < 300_000; i++) {
      Uint256 divisor = narrow().shiftRight(random.nextInt(64));
      Uint256 factor = narrow().shiftRight(random.nextInt(128));
      for (int off = -2; off <= 2; off++) {
        Uint256 near = divisor.plusWrapping(Uint256.of(2 + off)).minusWrapping(Uint256.of(2));
        check(near.and(TWO_LIMBS), factor, divisor);
        check(near.and(TWO_LIMBS), factor.min(divisor), divisor);
      }
    }
  }

  private Uint256 narrow() {
    return Uint256Numbers.next(random).and(TWO_LIMBS);
  }

  private static void check(Uint256 a, Uint256 b, Uint256 d) {
    if (d.isZero()) {
      return;
    }
    BigInteger expected = a.toBigInteger().multiply(b.toBigInteger()).divide(d.toBigInteger());
    if (expected.bitLength() <= 256) {
      Uint256 actual = a.mulDivDown(b, d);
      if (!actual.equals(Uint256.of(expected))) {
        assertThat(actual).as("%s * %s / %s", a, b, d).isEqualTo(Uint256.of(expected));
      }
    }
  }
}
