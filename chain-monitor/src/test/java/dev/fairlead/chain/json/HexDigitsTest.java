package dev.fairlead.chain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HexDigitsTest {
  private static final int BYTES = 1 << 8;

  @Test
  void takesDigitsOfEitherCaseAndNothingElse() {
    byte[] source = "0123456789abcdefABCDEF0123456789abcdefAB".getBytes(StandardCharsets.US_ASCII);
    byte[] target = new byte[source.length / 2];
    int digits = 0;
    for (int value = 0; value < BYTES; value++) {
      boolean digit = Character.digit(value, 16) >= 0;
      digits += digit ? 1 : 0;
      assertThat(HexDigits.digit((byte) value)).isEqualTo(Character.digit(value, 16));
      for (int at = 0; at < source.length; at++) {
        byte before = source[at];
        source[at] = (byte) value;
        assertThat(HexDigits.end(source, 0)).isEqualTo(digit ? source.length : at);
        assertThat(HexDigits.decode(source, 0, target, target.length)).isEqualTo(digit);
        assertThat(HexDigits.decodeUpTo(source, 0, target, 0, target.length))
            .isEqualTo(digit ? target.length : at / 2);
        source[at] = before;
      }
    }
    assertThat(digits).isEqualTo(22);
  }

  @Test
  void decodesWhatStandsBeforeTheFirstOther() {
    Random random = new Random(11);
    for (int length = 0; length < 70; length++) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      String hex = HexFormat.of().formatHex(content);
      for (String behind : new String[] {"", "\"", "g0", "0g", "\"ffffffffffffffff"}) {
        byte[] source = ("\"" + hex + behind).getBytes(StandardCharsets.US_ASCII);
        byte[] target = new byte[length + 20];
        int most = Math.min(target.length, (source.length - 1) / 2);
        assertThat(HexDigits.decodeUpTo(source, 1, target, 0, most)).isEqualTo(length);
        assertThat(Arrays.copyOf(target, length)).isEqualTo(content);
      }
    }
  }

  @Test
  void readsALimbOfEveryLengthAlsoAtTheSourcesEnd() {
    Random random = new Random(12);
    for (int length = 1; length <= HexDigits.IN_LIMB; length++) {
      String hex =
          HexFormat.of().toHexDigits(random.nextLong()).substring(HexDigits.IN_LIMB - length);
      for (String behind : new String[] {"", "\"", "\",\"abcdefabcdefabcdef"}) {
        byte[] source = ("0x" + hex + behind).getBytes(StandardCharsets.US_ASCII);
        assertThat(HexDigits.limb(source, 2, 2 + length))
            .isEqualTo(Long.parseUnsignedLong(hex, 16));
      }
    }
  }
}
