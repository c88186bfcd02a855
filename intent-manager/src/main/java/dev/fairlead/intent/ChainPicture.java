package dev.fairlead.intent;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Receipt;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.TxHash;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A chain as it is seen now: its newest blocks by height, and what the node's own accounts did in
 * them. Immutable; a block that is retracted is gone from the next picture with all it held.
 *
 * @param blocks the newest blocks, without a gap; never empty
 * @param own the transactions of the node's accounts in those blocks
 * @param halted why nothing may rest on this chain any more; null while it may
 */
record ChainPicture(
    NavigableMap<Long, Seen> blocks,
    BlockRef finalized,
    Map<TxHash, Inclusion> own,
    @Nullable String halted) {
  /** How far below the final block the picture goes: later readers ask the chain itself. */
  private static final long KEPT_BELOW_FINAL = 64;

  /** A block and the base fee in it. */
  record Seen(BlockRef ref, FeePerGas baseFee) {}

  static ChainPicture of(Block head, BlockRef finalized, Set<Address> accounts) {
    NavigableMap<Long, Seen> blocks = new TreeMap<>();
    return new ChainPicture(blocks, finalized, Map.of(), null).extended(head, accounts);
  }

  BlockRef head() {
    return blocks.lastEntry().getValue().ref();
  }

  FeePerGas baseFee() {
    return blocks.lastEntry().getValue().baseFee();
  }

  /** Where one of the node's own transactions is, if it is in one of these blocks. */
  Optional<Inclusion> inclusion(TxHash hash) {
    return Optional.ofNullable(own.get(hash));
  }

  /** Whether this picture goes down to that height, so that it knows all that is there. */
  boolean covers(BlockNumber height) {
    return blocks.firstKey() <= height.value();
  }

  boolean isFinal(BlockRef block) {
    return !block.number().isAfter(finalized.number());
  }

  ChainPicture extended(Block block, Set<Address> accounts) {
    NavigableMap<Long, Seen> more = new TreeMap<>(blocks);
    more.tailMap(block.ref().number().value(), true).clear();
    more.put(block.ref().number().value(), new Seen(block.ref(), block.baseFee()));
    Map<TxHash, Inclusion> all = new HashMap<>(own);
    for (Receipt receipt : block.receipts()) {
      if (accounts.contains(receipt.from())) {
        all.put(receipt.hash(), new Inclusion(block.ref(), receipt));
      }
    }
    return new ChainPicture(more, finalized, all, halted);
  }

  ChainPicture retracted(BlockRef block) {
    NavigableMap<Long, Seen> fewer = new TreeMap<>(blocks);
    fewer.tailMap(block.number().value(), true).clear();
    Map<TxHash, Inclusion> rest = new HashMap<>(own);
    rest.values().removeIf(inclusion -> inclusion.block().equals(block));
    // The one block known stands in for the head until the next one replaces it.
    return new ChainPicture(fewer.isEmpty() ? blocks : fewer, finalized, rest, halted);
  }

  ChainPicture finalizedAt(BlockRef block) {
    long floor = Math.min(block.number().value() - KEPT_BELOW_FINAL, blocks.lastKey());
    NavigableMap<Long, Seen> newer = new TreeMap<>(blocks.tailMap(floor, true));
    Map<TxHash, Inclusion> rest = new HashMap<>(own);
    rest.values().removeIf(inclusion -> inclusion.block().number().value() < floor);
    return new ChainPicture(newer, block, rest, halted);
  }

  ChainPicture halted(String reason) {
    return new ChainPicture(blocks, finalized, own, reason);
  }
}
