package dev.fairlead.chain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final int BYTES = 1 << 8;

  @Test
  void findsTheFirstSpecialByteWhateverStandsAroundIt() {
    int special = 0;
    for (int value = 0; value < BYTES; value++) {
      boolean isSpecial = value < ' ' || value == '"' || value == '\\' || value > 0x7f;
      special += isSpecial ? 1 : 0;
      for (byte around : new byte[] {' ', '!', '#', '[', ']', 0x7f}) {
        for (int at = 0; at < 19; at++) {
          byte[] source = new byte[19];
          Arrays.fill(source, around);
          source[at] = (byte) value;
          assertThat(Words.specialFrom(source, 0)).isEqualTo(isSpecial ? at : source.length);
          assertThat(Words.specialFrom(source, at)).isEqualTo(isSpecial ? at : source.length);
          source[source.length - 1] = '"';
          assertThat(Words.specialFrom(source, 0))
              .isEqualTo(isSpecial && at < source.length - 1 ? at : source.length - 1);
        }
      }
    }
    assertThat(special).isEqualTo(32 + 2 + 128);
  }
}
