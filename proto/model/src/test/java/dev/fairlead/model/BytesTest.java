package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BytesTest {
  @Test
  void keepsItsContentWhateverHappensToTheSource() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes).isEqualTo(Bytes.parse("0x010203"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0x0", "0xzz", "0x 1"})
  void refusesWhatIsNotHex(String text) {
    assertThatThrownBy(() -> Bytes.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0x", "0x00", "0x00000000000000000000000000000000000000000000000000000000000000"})
  void refusesAHashThatIsNot32BytesLong(String text) {
    assertThatThrownBy(() -> TxHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ordersAsUnsignedBytes() {
    assertThat(Bytes.parse("0x7f")).isLessThan(Bytes.parse("0x80"));
  }
}
