package dev.fairlead.model;

import java.math.BigDecimal;

/** An exact amount of one token in base units. Another token, overflow and underflow throw. */
public record TokenAmount(Token token, Uint256 units) implements Comparable<TokenAmount> {
  public TokenAmount plus(TokenAmount other) {
    return new TokenAmount(token, units.plus(sameToken(other).units));
  }

  public TokenAmount minus(TokenAmount other) {
    return new TokenAmount(token, units.minus(sameToken(other).units));
  }

  public boolean isZero() {
    return units.isZero();
  }

  /** With the decimal point placed, for people. */
  public BigDecimal toDecimal() {
    return new BigDecimal(units.toBigInteger(), token.decimals());
  }

  @Override
  public int compareTo(TokenAmount other) {
    return units.compareTo(sameToken(other).units);
  }

  private TokenAmount sameToken(TokenAmount other) {
    if (!token.equals(other.token)) {
      throw new IllegalArgumentException(
          "expected "
              + token
              + " "
              + token.address()
              + " but found "
              + other.token
              + " "
              + other.token.address());
    }
    return other;
  }

  /** Such as {@code 0.1 WETH}. */
  @Override
  public String toString() {
    BigDecimal shown = toDecimal().stripTrailingZeros();
    return (shown.signum() == 0 ? "0" : shown.toPlainString()) + " " + token.symbol();
  }
}
