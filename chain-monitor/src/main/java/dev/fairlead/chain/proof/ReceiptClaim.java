package dev.fairlead.chain.proof;

import dev.fairlead.chain.Receipt;
import dev.fairlead.model.BlockHash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A receipt as an endpoint tells it.
 *
 * @param block the block that it says it is in
 * @param type the type of its transaction; old servers don't tell
 * @param deposit what only receipts of the OP-stack's deposits have
 * @param unknown the fields that came with it and are not known here
 */
public record ReceiptClaim(
    BlockHash block,
    long number,
    OptionalLong type,
    long cumulativeGasUsed,
    Optional<Deposit> deposit,
    Receipt receipt,
    List<String> unknown) {
  public ReceiptClaim {
    unknown = List.copyOf(unknown);
  }

  /** What receipts of deposits have since the Canyon fork. */
  public record Deposit(long nonce, long version) {}
}
