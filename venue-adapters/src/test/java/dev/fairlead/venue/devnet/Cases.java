package dev.fairlead.venue.devnet;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Random;

/** Generated cases: how many, from which seed, and what amounts look like. */
public final class Cases {
  /** {@code -Dfairlead.venue.cases=100000} for the long run. */
  public static final int COUNT = Integer.getInteger("fairlead.venue.cases", 2_000);

  private static final int MOST_TIMES = 5;

  private Cases() {}

  /** This many pools, and more in a long run. */
  static int pools(int pools) {
    return pools * Math.clamp(COUNT / 10_000, 1, MOST_TIMES);
  }

  /** Random numbers from {@code -Dfairlead.seed}, or from a fresh seed; printed either way. */
  public static Random random(Class<?> test) {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println(test.getSimpleName() + ": -Dfairlead.seed=" + seed);
    return new Random(seed);
  }

  /** From 1 up to {@code bits} bits, every magnitude as likely as every other. */
  public static Uint256 amount(Random random, int bits) {
    int length = 1 + random.nextInt(bits);
    BigInteger value = new BigInteger(length, random).setBit(length - 1);
    return switch (random.nextInt(10)) {
      case 0 -> Uint256.of(BigInteger.ONE.shiftLeft(length - 1));
      case 1 -> Uint256.of(BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE));
      case 2 -> Uint256.of(BigInteger.TEN.pow((int) (length * 0.30103)));
      default -> Uint256.of(value);
    };
  }

  /** A limit, or the unit before or after it. */
  static Uint256 near(Random random, Uint256 limit) {
    return switch (random.nextInt(3)) {
      case 0 -> limit.max(Uint256.ONE);
      case 1 -> limit.plus(Uint256.ONE);
      default -> limit.isAtMost(Uint256.ONE) ? Uint256.ONE : limit.minus(Uint256.ONE);
    };
  }

  /** A number between the two, both included. */
  public static int between(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
