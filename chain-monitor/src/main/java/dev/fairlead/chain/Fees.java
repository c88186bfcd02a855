package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;

/**
 * Fees as of block {@code at}: the base fee that the protocol's rule gives for the next block, and
 * a priority fee that recent blocks accepted, kept within the profile's floor and ceiling.
 */
public record Fees(BlockRef at, FeePerGas nextBaseFee, FeePerGas priorityFee) {
  /** The price of gas in the next block. */
  public FeePerGas nextGasPrice() {
    return nextBaseFee.plus(priorityFee);
  }

  /** A maximum that stays valid while the base fee doubles (six full blocks). */
  public FeePerGas maxFee() {
    return nextBaseFee.plus(nextBaseFee).plus(priorityFee);
  }
}
