package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Keccak256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the roots of a family of chains hold, and what a receipt's price follows from. */
public enum Dialect {
  /** As the protocol's own specification says. */
  ETHEREUM,

  /** Deposits from below are in the roots, their receipts with two fields more. */
  OP_STACK,

  /** Transactions from below are in the roots; the sequencer decides what is paid. */
  ARBITRUM,

  /**
   * Until the Madhugiri fork, what came from Ethereum was told as one more transaction of a block
   * that no root holds; since then it is a transaction of its own type.
   */
  POLYGON;

  private static final byte[] STATE_SYNC = "matic-bor-receipt-".getBytes(StandardCharsets.US_ASCII);

  /** The dialect of a chain whose id is widely known; others are taken to speak Ethereum's. */
  public static Dialect of(ChainId chain) {
    return switch (Math.toIntExact(Math.min(chain.value(), Integer.MAX_VALUE))) {
      case 10, 8453, 84532, 11155420 -> OP_STACK;
      case 42161, 42170, 421614 -> ARBITRUM;
      case 137, 80002 -> POLYGON;
      default -> ETHEREUM;
    };
  }

  /** Whether the roots of its block hold a transaction and its receipt. */
  boolean isInRoots(BlockRef block, Transaction transaction) {
    return this != POLYGON
        || transaction.type() != Envelope.LEGACY
        || !transaction.from().isZero()
        || !transaction.hash().value().equals(stateSyncHash(block));
  }

  /** Whether a receipt's price of gas follows from its transaction and the block's base fee. */
  boolean isPriced(Transaction transaction) {
    return this != ARBITRUM && !(transaction.envelope() instanceof Envelope.Unknown);
  }

  private static Bytes32 stateSyncHash(BlockRef block) {
    ByteBuffer text = ByteBuffer.allocate(STATE_SYNC.length + Long.BYTES + 32);
    text.put(STATE_SYNC).putLong(block.number().value());
    block.hash().value().writeTo(text);
    return Bytes32.wrap(Keccak256.hash(text.array()));
  }
}
