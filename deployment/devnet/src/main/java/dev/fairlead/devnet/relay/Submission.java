package dev.fairlead.devnet.relay;

import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import java.util.List;
import java.util.Set;

/**
 * A bundle or a single private transaction that waits for a block.
 *
 * @param signer who sent it to the relay
 * @param replacement the sender's name for it, or empty
 * @param firstBlock the first block it may be in
 * @param lastBlock the last block it may be in
 * @param minTime the earliest block time in seconds
 * @param maxTime the latest block time in seconds
 * @param mayRevert the transactions whose revert does not exclude it
 */
record Submission(
    Address signer,
    String replacement,
    List<PrivateTransaction> transactions,
    long firstBlock,
    long lastBlock,
    long minTime,
    long maxTime,
    Set<TxHash> mayRevert) {
  Submission {
    transactions = List.copyOf(transactions);
    mayRevert = Set.copyOf(mayRevert);
  }

  boolean fits(long block, long time) {
    return block >= firstBlock && block <= lastBlock && time >= minTime && time <= maxTime;
  }

  boolean holds(TxHash hash) {
    return transactions.stream().anyMatch(t -> t.hash().equals(hash));
  }

  Submission later(int blocks) {
    return new Submission(
        signer,
        replacement,
        transactions,
        firstBlock + blocks,
        lastBlock + blocks,
        minTime,
        maxTime,
        mayRevert);
  }
}
