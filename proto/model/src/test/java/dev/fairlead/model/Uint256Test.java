package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Uint256Test {
  private static final String MAX =
      "115792089237316195423570985008687907853269984665640564039457584007913129639935";

  @Test
  void namesItsLimits() {
    assertThat(Uint256.MAX_VALUE).hasToString(MAX);
    assertThat(Uint256.MAX_VALUE.toHexString()).isEqualTo("0x" + "f".repeat(64));
    assertThat(Uint256.ZERO).hasToString("0");
    assertThat(Uint256.ZERO.toHexString()).isEqualTo("0x0");
    assertThat(Uint256.of(1024).toHexString()).isEqualTo("0x400");
  }

  @Test
  void readsDecimalAndHex() {
    assertThat(Uint256.parse(MAX)).isEqualTo(Uint256.MAX_VALUE);
    assertThat(Uint256.parse("0x" + "F".repeat(64))).isEqualTo(Uint256.MAX_VALUE);
    assertThat(Uint256.parse("0x0000ff")).isEqualTo(Uint256.of(255));
    assertThat(Uint256.parse("0000255")).isEqualTo(Uint256.of(255));
    assertThat(Uint256.parse("1000000000000000000000")).isEqualTo(Uint256.of(10).pow(21));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0x",
        "0X1",
        "x1",
        "+1",
        "-1",
        "-0",
        " 1",
        "1 ",
        "1_000",
        "1,0",
        "1.0",
        "1e18",
        "0x-1",
        "0x+1",
        "0xg",
        "0x 1",
        "٣",
        "１",
        "ff",
        "0x0x1",
        "1\n",
        "115792089237316195423570985008687907853269984665640564039457584007913129639936",
        "999999999999999999999999999999999999999999999999999999999999999999999999999999",
        "0000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "0x10000000000000000000000000000000000000000000000000000000000000000",
        "0x00000000000000000000000000000000000000000000000000000000000000001"
      })
  void refusesTextThatIsNotAUint256(String text) {
    assertThatThrownBy(() -> Uint256.parse(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageStartingWith("not a uint256: \"");
  }

  @Test
  void refusesValuesOutsideOfItsRange() {
    assertThatThrownBy(() -> Uint256.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.of(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.of(Uint256Numbers.TWO_256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.fromBytes(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.fromBytes(new byte[32], 1, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Uint256.ONE.writeTo(new byte[40], 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Uint256.ONE.shiftLeft(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.ONE.shiftRight(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.ONE.testBit(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Uint256.ONE.pow(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsBytesOfEveryLength() {
    byte[] bytes = new byte[40];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (0xF0 + i);
    }
    for (int length = 0; length <= 32; length++) {
      assertThat(Uint256.fromBytes(bytes, 3, length).toBigInteger())
          .isEqualTo(new BigInteger(1, bytes, 3, length));
    }
    byte[] target = new byte[40];
    Uint256.fromBytes(bytes, 3, 32).writeTo(target, 5);
    assertThat(target).startsWith(0, 0, 0, 0, 0).containsSequence(bytes[3], bytes[4], bytes[5]);
    assertThat(Uint256.fromBytes(target, 5, 32)).isEqualTo(Uint256.fromBytes(bytes, 3, 32));
    assertThat(Uint256.fromBytes(new byte[] {1, 2})).isEqualTo(Uint256.of(258));
  }

  @Test
  void keepsTheOrderOfLimbs() {
    assertThat(Uint256.ofLimbs(1, 2, 3, 4).toHexString())
        .isEqualTo("0x1000000000000000200000000000000030000000000000004");
    assertThat(Uint256.ofUnsignedLong(-1)).hasToString("18446744073709551615");
  }

  @Test
  void tellsTheOperandsOfWhatItRefuses() {
    assertThatThrownBy(() -> Uint256.MAX_VALUE.plus(Uint256.of(7)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("overflow: " + MAX + " + 7");
    assertThatThrownBy(() -> Uint256.of(3).minus(Uint256.of(4)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("underflow: 3 - 4");
    assertThatThrownBy(() -> Uint256.MAX_VALUE.times(Uint256.of(2)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("overflow: " + MAX + " * 2");
    assertThatThrownBy(() -> Uint256.of(3).dividedBy(Uint256.ZERO))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("division by zero: 3 / 0");
    assertThatThrownBy(() -> Uint256.of(3).mulDivDown(Uint256.of(4), Uint256.ZERO))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("division by zero: 3 * 4 / 0");
    assertThatThrownBy(() -> Uint256.MAX_VALUE.mulDivUp(Uint256.of(4), Uint256.of(3)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("overflow: " + MAX + " * 4 / 3");
    assertThatThrownBy(() -> Uint256.of(3).shiftLeft(255))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("overflow: 3 << 255");
    assertThatThrownBy(() -> Uint256.of(2).pow(256))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("overflow: 2 ^ 256");
  }

  @Test
  void refusesACeilingThatRoundsBeyondItsRange() {
    Uint256 factor = Uint256.MAX_VALUE.minus(Uint256.ONE);
    Uint256 divisor = factor.minus(Uint256.ONE);
    assertThat(factor.mulDivDown(factor, divisor)).isEqualTo(Uint256.MAX_VALUE);
    assertThatThrownBy(() -> factor.mulDivUp(factor, divisor))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("overflow: " + factor + " * " + factor + " / ");

    // 2^257 - 1, by its smallest prime.
    Uint256 prime = Uint256.of(535_006_138_814_359L);
    Uint256 rest = Uint256.of(Uint256Numbers.TWO_256.shiftLeft(1).divide(prime.toBigInteger()));
    assertThat(prime.mulDivDown(rest, Uint256.of(2))).isEqualTo(Uint256.MAX_VALUE);
    assertThatThrownBy(() -> prime.mulDivUp(rest, Uint256.of(2)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void convertsToSmallerTypesOnlyExactly() {
    assertThat(Uint256.of(Long.MAX_VALUE).toLongExact()).isEqualTo(Long.MAX_VALUE);
    assertThat(Uint256.of(Integer.MAX_VALUE).toIntExact()).isEqualTo(Integer.MAX_VALUE);
    for (Uint256 large :
        new Uint256[] {
          Uint256.ofUnsignedLong(Long.MIN_VALUE),
          Uint256.ofLimbs(0, 0, 1, 0),
          Uint256.ofLimbs(0, 1, 0, 0),
          Uint256.ofLimbs(1, 0, 0, 0)
        }) {
      assertThatThrownBy(large::toLongExact).isInstanceOf(ArithmeticException.class);
      assertThatThrownBy(large::toIntExact).isInstanceOf(ArithmeticException.class);
    }
    assertThatThrownBy(Uint256.of(1L << 31)::toIntExact).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void readsItsTopBitAsTheSignOfAnInt256() {
    assertThat(Uint256.ONE.negateWrapping()).isEqualTo(Uint256.MAX_VALUE);
    assertThat(Uint256.MAX_VALUE.isNegativeTwosComplement()).isTrue();
    assertThat(Uint256.MAX_VALUE.shiftRight(1).isNegativeTwosComplement()).isFalse();
  }

  @Test
  void raisesToPowers() {
    assertThat(Uint256.ZERO.pow(0)).isEqualTo(Uint256.ONE);
    assertThat(Uint256.ZERO.pow(Integer.MAX_VALUE)).isEqualTo(Uint256.ZERO);
    assertThat(Uint256.ONE.pow(Integer.MAX_VALUE)).isEqualTo(Uint256.ONE);
    assertThat(Uint256.of(2).pow(255)).isEqualTo(Uint256.ONE.shiftLeft(255));
    assertThat(Uint256.of(10).pow(77)).hasToString("1" + "0".repeat(77));
    assertThatThrownBy(() -> Uint256.of(10).pow(78)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void hashesEqualNumbersEqually() {
    assertThat(Uint256.parse("0x10")).hasSameHashCodeAs(Uint256.of(16)).isEqualTo(Uint256.of(16));
    assertThat(Uint256.ONE).isNotEqualTo(BigInteger.ONE);
  }
}
