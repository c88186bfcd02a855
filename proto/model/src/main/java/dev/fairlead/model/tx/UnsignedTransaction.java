package dev.fairlead.model.tx;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;

/** An EIP-1559 transaction, complete but for its signature. Never creates a contract. */
public record UnsignedTransaction(
    ChainId chain,
    Address from,
    Nonce nonce,
    FeePerGas maxPriorityFee,
    FeePerGas maxFee,
    Gas gasLimit,
    Address to,
    Wei value,
    Bytes data) {
  public UnsignedTransaction {
    if (maxPriorityFee.compareTo(maxFee) > 0) {
      throw new IllegalArgumentException(
          "priority fee " + maxPriorityFee + " is above the maximum fee " + maxFee);
    }
  }

  /** The most that this transaction can cost in fees. */
  public Wei maxCost() {
    return maxFee.times(gasLimit);
  }
}
