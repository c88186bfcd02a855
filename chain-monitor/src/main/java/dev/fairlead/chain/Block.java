package dev.fairlead.chain;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import java.time.Instant;
import java.util.List;

/**
 * A block whose hash was recomputed from its header and whose receipts match it. Receipts are in
 * the order of the block's transactions.
 */
public record Block(
    BlockRef ref,
    BlockHash parent,
    Instant timestamp,
    FeePerGas baseFee,
    Gas gasLimit,
    Gas gasUsed,
    List<Receipt> receipts) {
  public Block {
    receipts = List.copyOf(receipts);
  }
}
