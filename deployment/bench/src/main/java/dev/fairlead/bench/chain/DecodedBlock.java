package dev.fairlead.bench.chain;

import dev.fairlead.chain.Receipt;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.List;

/** What Jackson's reader makes of an answer: the block, each transaction whole, receipts, logs. */
record DecodedBlock(
    Bytes32 hash, Bytes bloom, List<DecodedTransaction> transactions, List<Receipt> receipts) {
  BlockSummary summary() {
    Uint256 value = Uint256.ZERO;
    for (DecodedTransaction one : transactions) {
      value = value.plus(one.value());
    }
    return new BlockSummary(
        hash,
        transactions.size(),
        receipts.size(),
        receipts.stream().mapToInt(receipt -> receipt.logs().size()).sum(),
        value);
  }
}
