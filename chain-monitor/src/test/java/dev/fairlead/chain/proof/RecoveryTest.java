package dev.fairlead.chain.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The native way and the one in Java alone find the same keys, and none in the same places. */
final class RecoveryTest {
  private static final int ROUNDS = 200;

  @Test
  void usesTheNativeLibraryHere() {
    assertThat(Recovery.FASTEST).isInstanceOf(NativeRecovery.class);
  }

  @Test
  @DisplayName("failures #108: any signature has the same key by both ways, or by both none")
  void findsTheSameKeysByBothWays() {
    long seed = Long.getLong("fairlead.recovery.seed", new Random().nextLong());
    System.out.println("recovery seed " + seed);
    Random random = new Random(seed);
    int found = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] digest = bytes(random);
      Uint256 r = Uint256.fromBytes(bytes(random)).shiftRight(1);
      Uint256 s = Uint256.fromBytes(bytes(random)).shiftRight(random.nextInt(3) == 0 ? 200 : 1);
      int parity = random.nextInt(2);
      Optional<byte[]> key = Recovery.FASTEST.publicKey(digest, parity, r, s);
      Optional<byte[]> portable = Recovery.portable(digest, parity, r, s);
      assertThat(key.isPresent()).as("seed %d, round %d", seed, i).isEqualTo(portable.isPresent());
      if (key.isPresent()) {
        assertThat(key.get()).as("seed %d, round %d", seed, i).isEqualTo(portable.orElseThrow());
        found++;
      }
    }
    assertThat(found).isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
