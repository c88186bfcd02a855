package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Int256Test {
  private static final BigInteger LOWEST = BigInteger.ONE.shiftLeft(255).negate();

  @Test
  void saysWhatABigIntegerSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      BigInteger a = new BigInteger(random.nextInt(256), random);
      BigInteger b = new BigInteger(random.nextInt(256), random).negate();
      Int256 x = Int256.of(a);
      Int256 y = Int256.of(b);
      assertThat(x).as("seed %d", seed).hasToString(a.toString());
      assertThat(y).as("seed %d", seed).hasToString(b.toString());
      assertThat(y.toBigInteger()).as("seed %d", seed).isEqualTo(b);
      assertThat(x.compareTo(y)).as("seed %d", seed).isEqualTo(a.compareTo(b));
      assertThat(y.magnitude().toBigInteger()).as("seed %d", seed).isEqualTo(b.negate());
    }
  }

  @Test
  void holdsItsBoundsAndNothingBeyond() {
    assertThat(Int256.of(LOWEST).toBigInteger()).isEqualTo(LOWEST);
    assertThat(Int256.of(LOWEST.not()).toBigInteger()).isEqualTo(LOWEST.not());
    assertThatThrownBy(() -> Int256.of(LOWEST.subtract(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Int256.of(-1).bits()).isEqualTo(Uint256.MAX_VALUE);
    assertThat(Int256.of(Long.MIN_VALUE)).hasToString("-9223372036854775808");
  }
}
