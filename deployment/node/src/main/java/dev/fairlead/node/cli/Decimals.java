package dev.fairlead.node.cli;

import java.math.BigDecimal;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers as people write them: of as many digits as amounts can have, before and behind the point.
 */
final class Decimals {
  private static final int MOST_DIGITS = 78;

  private Decimals() {}

  static BigDecimal parse(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("expected a number such as 1.5 but found \"" + text + "\"");
    }
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new TypeConversionException(
          "expected a number of at most " + MOST_DIGITS + " digits but found \"" + text + "\"");
    }
    return number;
  }
}
