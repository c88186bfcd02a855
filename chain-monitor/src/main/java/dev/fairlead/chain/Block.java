package dev.fairlead.chain;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import java.time.Instant;
import java.util.List;

/**
 * A block whose hash was recomputed from its header and whose transactions and receipts match it.
 * Both are in the block's order: the receipt at an index is of the transaction at that index.
 */
public record Block(
    BlockRef ref,
    BlockHash parent,
    Instant timestamp,
    FeePerGas baseFee,
    Gas gasLimit,
    Gas gasUsed,
    FeeMarks marks,
    List<Transaction> transactions,
    List<Receipt> receipts) {
  public Block {
    transactions = List.copyOf(transactions);
    receipts = List.copyOf(receipts);
  }

  /** The block that it stands on. */
  public BlockRef parentRef() {
    return new BlockRef(ref.number().back(1), parent);
  }
}
