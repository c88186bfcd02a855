package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token WETH =
      new Token(CHAIN, Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"), "WETH", 18);
  private static final Token USDC =
      new Token(CHAIN, Address.parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"), "USDC", 6);

  @Test
  void turnsADoubleIntoTheExactDecimalThatItPrintsAs() {
    assertThat(Fraction.ofExact(0.005)).isEqualTo(Fraction.ofBasisPoints(50));
    assertThat(Fraction.ofExact(1.0)).isEqualTo(Fraction.ONE);
    assertThat(Fraction.ofExact(1e-9)).isEqualTo(new Fraction(1));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.30000000000000004,
        1e-10,
        1.0000000001,
        -0.005,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        2
      })
  @DisplayName("failures #132: a number that is not exact or not a share is refused, never rounded")
  void refusesADoubleThatIsNotExact(double value) {
    assertThatThrownBy(() -> Fraction.ofExact(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesSharesWithTheRoundingThatItsNameSays() {
    Fraction half = Fraction.of(new BigDecimal("0.5"));

    assertThat(half.ofDown(Uint256.of(3))).isEqualTo(Uint256.of(1));
    assertThat(half.ofUp(Uint256.of(3))).isEqualTo(Uint256.of(2));
    assertThat(Fraction.ONE.ofDown(Uint256.MAX_VALUE)).isEqualTo(Uint256.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.000000001", "1e999999999", "0.0000000001", "1e-999999999"})
  void refusesDecimalsThatAreNoFractionAtOnce(String decimal) {
    assertThatThrownBy(() -> Fraction.of(new BigDecimal(decimal)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*(between 0 and 1|billionths).*");
  }

  @Test
  void showsFractionsInPercent() {
    assertThat(Fraction.ofBasisPoints(50)).hasToString("0.5 %");
    assertThat(Fraction.ONE).hasToString("100 %");
  }

  @Test
  void refusesToMixTokens() {
    TokenAmount weth = WETH.amount(Uint256.ONE);
    TokenAmount usdc = USDC.amount(Uint256.ONE);

    assertThatThrownBy(() -> weth.plus(usdc)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> weth.compareTo(usdc)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void throwsOnOverflowAndUnderflow() {
    TokenAmount most = WETH.amount(Uint256.MAX_VALUE);
    TokenAmount one = WETH.amount(Uint256.ONE);

    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> one.minus(most)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new FeePerGas(Uint256.MAX_VALUE).times(new Gas(2)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void showsAmountsWithTheirPointAndSymbol() {
    assertThat(WETH.amount(Uint256.parse("100000000000000000"))).hasToString("0.1 WETH");
    assertThat(USDC.amount(Uint256.ZERO)).hasToString("0 USDC");
    assertThat(USDC.amount(Uint256.of(2_500_000_000L))).hasToString("2500 USDC");
  }

  @Test
  void knowsATokenByChainAndAddressAlone() {
    assertThat(new Token(CHAIN, WETH.address(), "Other", 6)).isEqualTo(WETH);
    assertThat(new Token(new ChainId(10), WETH.address(), "WETH", 18)).isNotEqualTo(WETH);
  }
}
