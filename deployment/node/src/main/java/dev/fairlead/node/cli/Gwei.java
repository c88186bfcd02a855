package dev.fairlead.node.cli;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.math.BigDecimal;

/** Prices of gas as people write them. */
final class Gwei {
  private static final int DECIMALS = 9;

  private Gwei() {}

  static FeePerGas price(BigDecimal gwei) {
    try {
      return new FeePerGas(Uint256.of(gwei.movePointRight(DECIMALS).toBigIntegerExact()));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a gas price in gwei: " + gwei, e);
    }
  }
}
