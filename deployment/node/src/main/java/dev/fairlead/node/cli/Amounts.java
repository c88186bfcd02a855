package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Amounts and shares for people; the exact figures stay in the messages. */
final class Amounts {
  private Amounts() {}

  static String show(AssetAmount amount) {
    return show(amount.getAsset(), amount.getAmount());
  }

  static String show(Asset asset, String units) {
    BigDecimal value = units(asset, units).stripTrailingZeros();
    return (value.signum() == 0 ? "0" : value.toPlainString()) + " " + asset.getSymbol();
  }

  /** A share in billionths as percent. */
  static String percent(long billionths) {
    return BigDecimal.valueOf(billionths, 7).stripTrailingZeros().toPlainString() + " %";
  }

  /** How far {@code amount} is from {@code reference}, with its sign. */
  static String difference(AssetAmount amount, AssetAmount reference) {
    BigDecimal from = new BigDecimal(new BigInteger(reference.getAmount()));
    BigDecimal delta = new BigDecimal(new BigInteger(amount.getAmount())).subtract(from);
    if (delta.signum() == 0) {
      return "exactly as quoted";
    }
    BigDecimal percent =
        delta.movePointRight(2).divide(from, new MathContext(4, RoundingMode.HALF_EVEN));
    return (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " % of the quote";
  }

  /** How much less {@code amount} is than what nothing exceeds, as percent. */
  static String gap(AssetAmount amount, AssetAmount most) {
    BigDecimal bound = new BigDecimal(new BigInteger(most.getAmount()));
    if (bound.signum() == 0) {
      return "0 %";
    }
    BigDecimal percent =
        bound
            .subtract(new BigDecimal(new BigInteger(amount.getAmount())))
            .movePointRight(2)
            .divide(bound, new MathContext(4, RoundingMode.HALF_EVEN));
    return percent.stripTrailingZeros().toPlainString() + " %";
  }

  static String gwei(String wei) {
    return new BigDecimal(new BigInteger(wei), 9).stripTrailingZeros().toPlainString() + " gwei";
  }

  static String ether(String wei) {
    return wei.isEmpty()
        ? "0"
        : new BigDecimal(new BigInteger(wei), 18).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal units(Asset asset, String units) {
    return new BigDecimal(new BigInteger(units), asset.getDecimals());
  }
}
