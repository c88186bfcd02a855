package dev.fairlead.model.tx;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;

/**
 * A transaction, complete but for its signature. Never creates a contract.
 *
 * @param maxPriorityFee of a legacy transaction, its one price of gas, as {@code maxFee}
 */
public record UnsignedTransaction(
    Form form,
    ChainId chain,
    Address from,
    Nonce nonce,
    FeePerGas maxPriorityFee,
    FeePerGas maxFee,
    Gas gasLimit,
    Address to,
    Wei value,
    Bytes data) {
  /** How a transaction is written down. */
  public enum Form {
    /**
     * EIP-1559, type 2: a most that it pays, and how much of that the block's producer may have.
     */
    DYNAMIC_FEE,
    /** Type 0, for one chain (EIP-155): one price, on chains that have no base fee. */
    LEGACY
  }

  /** One of EIP-1559. */
  public UnsignedTransaction(
      ChainId chain,
      Address from,
      Nonce nonce,
      FeePerGas maxPriorityFee,
      FeePerGas maxFee,
      Gas gasLimit,
      Address to,
      Wei value,
      Bytes data) {
    this(Form.DYNAMIC_FEE, chain, from, nonce, maxPriorityFee, maxFee, gasLimit, to, value, data);
  }

  public UnsignedTransaction {
    if (maxPriorityFee.compareTo(maxFee) > 0) {
      throw new IllegalArgumentException(
          "priority fee " + maxPriorityFee + " is above the maximum fee " + maxFee);
    }
    if (form == Form.LEGACY && !maxPriorityFee.equals(maxFee)) {
      throw new IllegalArgumentException(
          "a legacy transaction has one price, not " + maxPriorityFee + " and " + maxFee);
    }
  }

  /** The most that this transaction can cost in fees. */
  public Wei maxCost() {
    return maxFee.times(gasLimit);
  }
}
