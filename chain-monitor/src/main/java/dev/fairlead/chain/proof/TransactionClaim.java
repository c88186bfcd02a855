package dev.fairlead.chain.proof;

import dev.fairlead.chain.Transaction;
import dev.fairlead.model.BlockHash;
import java.util.List;

/**
 * A transaction as an endpoint tells it.
 *
 * @param block the block that it says it is in
 * @param unknown the fields that came with it and are not known here
 */
public record TransactionClaim(
    BlockHash block, long number, Transaction transaction, List<String> unknown) {
  public TransactionClaim {
    unknown = List.copyOf(unknown);
  }
}
