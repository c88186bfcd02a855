package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.postgres.RowPrint.Digest;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum against exact arithmetic. */
final class RowSumTest {
  private static final long SEED = 20_261_129L;
  private static final BigInteger RANGE = BigInteger.TWO.pow(128);

  private final Random random = new Random(SEED);

  /** Now and then all zeros or all ones. */
  private Digest digest() {
    return new Digest(number(), number());
  }

  private long number() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> -1;
      default -> random.nextLong();
    };
  }

  private static BigInteger value(Digest digest) {
    return new BigInteger(Long.toUnsignedString(digest.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(digest.low())));
  }

  private static Digest digest(BigInteger value) {
    BigInteger within = value.mod(RANGE);
    return new Digest(within.shiftRight(64).longValue(), within.longValue());
  }

  @Test
  void addsMultipliesAndTakesAwayModuloTwoToThe128th() {
    RowSum sum = new RowSum();
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < 10_000; i++) {
      Digest one = digest();
      Digest other = digest();
      Digest factor = digest();
      RowSum pair = new RowSum();
      pair.add(one);
      pair.add(other);
      sum.addTimes(pair, factor);
      sum.addTimes(other, factor);
      sum.remove(one);
      BigInteger times = value(factor);
      expected =
          expected
              .add(value(one).add(value(other)).multiply(times))
              .add(value(other).multiply(times))
              .subtract(value(one));

      RowSum exact = new RowSum();
      exact.add(digest(expected));
      assertThat(sum.agreesWith(exact)).as("seed %d, step %d", SEED, i).isTrue();
    }
  }
}
