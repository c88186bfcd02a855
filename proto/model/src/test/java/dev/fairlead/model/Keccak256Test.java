package dev.fairlead.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  private final SplittableRandom random = Seeds.announced(Keccak256Test.class);

  @Test
  void hashesTheKnownMessages() {
    assertThat(hex(""))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(hex("abc"))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    assertThat(hex("Transfer(address,address,uint256)"))
        .isEqualTo("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    assertThat(hex("transfer(address,uint256)")).startsWith("a9059cbb");
  }

  @Test
  void hashesWhatBouncyCastleHashesAtEveryLength() {
    for (int length = 0; length <= 1_000; length++) {
      byte[] message = bytes(length);
      assertThat(Keccak256.hash(message)).as("%d bytes", length).isEqualTo(peer(message));
    }
  }

  @Test
  void hashesARange() {
    byte[] message = bytes(500);
    for (int i = 0; i < 300; i++) {
      int offset = random.nextInt(500);
      int length = random.nextInt(500 - offset + 1);
      assertThat(Keccak256.hash(message, offset, length))
          .isEqualTo(peer(Arrays.copyOfRange(message, offset, offset + length)));
    }
  }

  @Test
  void hashesTheSameInParts() {
    Keccak256 keccak = new Keccak256();
    for (int i = 0; i < 300; i++) {
      byte[] message = bytes(random.nextInt(1_000));
      for (int from = 0; from < message.length; ) {
        int part = Math.min(message.length - from, random.nextInt(0, 200));
        keccak.update(message, from, part);
        from += part;
      }
      assertThat(keccak.digest()).isEqualTo(peer(message));
    }
    assertThat(keccak.update(new byte[] {1}).update(new byte[] {2}).digest())
        .isEqualTo(peer(new byte[] {1, 2}));
  }

  @Test
  void refusesARangeOutsideOfTheMessage() {
    assertThatThrownBy(() -> Keccak256.hash(new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Keccak256.hash(new byte[4], -1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Keccak256.hash(new byte[4], 1, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(String message) {
    return HexFormat.of().formatHex(Keccak256.hash(message.getBytes(UTF_8)));
  }

  private static byte[] peer(byte[] message) {
    return new Keccak.Digest256().digest(message);
  }
}
