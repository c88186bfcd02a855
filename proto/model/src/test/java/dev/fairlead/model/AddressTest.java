package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  /** The examples of EIP-55 itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void printsTheChecksumOfEip55(String text) {
    assertThat(Address.parse(text)).hasToString(text);
  }

  @Test
  void refusesMixedCaseWithAWrongChecksumAndNamesTheRightOne() {
    assertThatThrownBy(() -> Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756CC2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc",
        "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc22",
        "C02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2ab",
        "0xg02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
        "0XC02AAA39B223FE8D0A0E5C4F27EAD9083C756CC2",
        " 0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsBackEveryAddressInEveryCase() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] content = new byte[Address.LENGTH];
      random.nextBytes(content);
      Address address = Address.of(content);

      assertThat(Address.parse(address.toString())).isEqualTo(address);
      assertThat(Address.parse(address.toString().toLowerCase(Locale.ROOT))).isEqualTo(address);
    }
  }

  @Test
  void ordersAsUnsignedBytes() {
    Address low = Address.parse("0x7f00000000000000000000000000000000000000");
    Address high = Address.parse("0x8000000000000000000000000000000000000000");

    assertThat(low).isLessThan(high);
  }
}
