package dev.fairlead.bench.chain;

import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.TransactionClaim;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;

/**
 * As many numbers of a block as show that two readers read the same.
 *
 * @param value of all transactions together, in wei
 */
record BlockSummary(Bytes32 hash, int transactions, int receipts, int logs, Uint256 value) {
  static BlockSummary of(BlockClaim claim) {
    Uint256 value = Uint256.ZERO;
    for (TransactionClaim one : claim.transactions()) {
      value = value.plus(one.transaction().value().value());
    }
    return new BlockSummary(
        claim.header().ref().hash().value(),
        claim.transactions().size(),
        claim.receipts().size(),
        claim.receipts().stream().mapToInt(one -> one.receipt().logs().size()).sum(),
        value);
  }

  /** In the words of peers of other languages. */
  @Override
  public String toString() {
    return "%s %d %d %d %s".formatted(hash, transactions, receipts, logs, value);
  }
}
