package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.settlement.FeePaid;
import java.util.List;

/**
 * What one transaction did in its block; {@code gasPrice} is what was paid for each unit of gas. No
 * root holds what a rollup takes beside it: only the sender's balance can prove that.
 */
public record Receipt(
    TxHash hash,
    int index,
    Address from,
    boolean succeeded,
    Gas gasUsed,
    FeePerGas gasPrice,
    FeePaid fee,
    List<Log> logs) {
  public Receipt {
    logs = List.copyOf(logs);
  }

  /** Where nothing but gas is paid for. */
  public Receipt(
      TxHash hash,
      int index,
      Address from,
      boolean succeeded,
      Gas gasUsed,
      FeePerGas gasPrice,
      List<Log> logs) {
    this(
        hash, index, from, succeeded, gasUsed, gasPrice, FeePaid.of(gasPrice.times(gasUsed)), logs);
  }
}
