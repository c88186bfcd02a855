package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Amounts as people write them, exactly. */
public final class AmountText {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}(\\.[0-9]{1,78})?");

  private AmountText() {}

  /** Whole tokens such as {@code 1.5}, or base units. */
  public static TokenAmount parse(Token token, String text, boolean baseUnits) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected an amount such as 1.5 but found \"" + text + "\"");
    }
    BigDecimal shifted = new BigDecimal(text).movePointRight(baseUnits ? 0 : token.decimals());
    if (shifted.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          baseUnits
              ? "base units are whole but found " + text
              : token + " has " + token.decimals() + " decimals, fewer than " + text);
    }
    BigInteger units = shifted.toBigIntegerExact();
    if (units.signum() == 0 || units.bitLength() > 256) {
      throw new IllegalArgumentException("an amount is above zero and below 2^256: " + text);
    }
    return token.amount(Uint256.of(units));
  }

  /** With its symbol; negative ones too. */
  public static String show(Token token, BigInteger units) {
    return number(token, units) + " " + token.symbol();
  }

  public static String show(TokenAmount amount) {
    return show(amount.token(), amount.units().toBigInteger());
  }

  static String number(Token token, BigInteger units) {
    BigDecimal value = new BigDecimal(units, token.decimals()).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }
}
