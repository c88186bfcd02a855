package dev.fairlead.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers on which 256-bit arithmetic tends to be wrong, fixed and generated. */
final class Uint256Numbers {
  static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);
  private static final long[] LIMBS = {
    0, 0, -1, -1, 1, -2, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 32, -1L << 32
  };

  private Uint256Numbers() {}

  /** Every power-of-two neighbourhood of the limbs, and limbs that break quotient estimates. */
  static List<Uint256> edges() {
    List<Uint256> edges = new ArrayList<>();
    for (int bit :
        new int[] {
          0, 1, 2, 31, 32, 63, 64, 65, 96, 127, 128, 129, 160, 191, 192, 193, 224, 255, 256
        }) {
      for (int step = -1; step <= 1; step++) {
        BigInteger value = BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(step));
        if (value.signum() >= 0 && value.bitLength() <= 256) {
          edges.add(Uint256.of(value));
        }
      }
    }
    edges.add(Uint256.MAX_VALUE.minus(Uint256.of(1)));
    edges.add(Uint256.MAX_VALUE.minus(Uint256.of(2)));
    long min = Long.MIN_VALUE;
    edges.add(Uint256.ofLimbs(min, 0, -1, -1));
    edges.add(Uint256.ofLimbs(min, 0, 0, -1));
    edges.add(Uint256.ofLimbs(min, -1, 0, 0));
    edges.add(Uint256.ofLimbs(0, min, 0, -1));
    edges.add(Uint256.ofLimbs(0, 0, min, -1));
    edges.add(Uint256.ofLimbs(-1, -1, 0, 0));
    edges.add(Uint256.ofLimbs(-1, 0, -1, 0));
    edges.add(Uint256.ofLimbs(0, -1, 0, -1));
    edges.add(Uint256.ofLimbs(min, -1, -1, -1));
    edges.add(Uint256.ofLimbs(1, 0, 0, -1));
    return edges.stream().distinct().toList();
  }

  static Uint256 next(SplittableRandom random) {
    Uint256 full =
        Uint256.ofLimbs(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return switch (random.nextInt(6)) {
      case 0 -> full;
      case 1 -> full.shiftRight(random.nextInt(257));
      case 2 -> sparse(random);
      case 3 -> sparse(random).not();
      case 4 ->
          Uint256.ofLimbs(limb(random), limb(random), limb(random), limb(random))
              .shiftRight(64 * random.nextInt(4));
      default ->
          Uint256.ONE
              .shiftLeftWrapping(64 * random.nextInt(5))
              .plusWrapping(Uint256.of(random.nextInt(5)))
              .minusWrapping(Uint256.of(random.nextInt(5)));
    };
  }

  private static Uint256 sparse(SplittableRandom random) {
    Uint256 value = Uint256.ZERO;
    for (int i = random.nextInt(4); i >= 0; i--) {
      value = value.or(Uint256.ONE.shiftLeftWrapping(random.nextInt(256)));
    }
    return value;
  }

  private static long limb(SplittableRandom random) {
    int choice = random.nextInt(LIMBS.length + 2);
    return choice < LIMBS.length ? LIMBS[choice] : random.nextLong();
  }
}
