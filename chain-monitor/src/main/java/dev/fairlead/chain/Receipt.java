package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import java.util.List;

/**
 * What one transaction did in its block; {@code gasPrice} is what was paid for each unit of gas.
 */
public record Receipt(
    TxHash hash,
    int index,
    Address from,
    boolean succeeded,
    Gas gasUsed,
    FeePerGas gasPrice,
    List<Log> logs) {
  public Receipt {
    logs = List.copyOf(logs);
  }

  public Wei fee() {
    return gasPrice.times(gasUsed);
  }
}
