package dev.fairlead.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: as many digits as a measurement is worth. */
final class Figures {
  private static final MathContext SHOWN = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final MathContext KEPT = new MathContext(6, RoundingMode.HALF_EVEN);

  private Figures() {}

  /** Three significant digits, whole numbers in full. */
  static String show(double number) {
    if (Math.abs(number) >= 1000) {
      return BigDecimal.valueOf(number).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }
    return plain(new BigDecimal(number, SHOWN));
  }

  /** Six significant digits: more than any clock here can tell. */
  static BigDecimal keep(double number) {
    return new BigDecimal(plain(new BigDecimal(number, KEPT)));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
