package dev.fairlead.model.node;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import java.util.List;

/** An event in the life of the node itself. */
public sealed interface NodeEvent extends Event {
  /** A node with this name and software version began to serve. */
  record Started(String node, String version) implements NodeEvent {}

  /** A node stopped in order. */
  record Stopped(String node) implements NodeEvent {}

  /** From here on, seals by this key count; {@code publicKey} is raw Ed25519. */
  record KeyIntroduced(String key, Bytes publicKey) implements NodeEvent {}

  /** From here on, seals by this key count no more; it never comes back. */
  record KeyRevoked(String key) implements NodeEvent {}

  /**
   * A chain replaced blocks above {@code ancestor}; {@code abandoned} was its head before, {@code
   * head} is the one that took its place.
   *
   * @param depth how many blocks were abandoned; 0 where the event does not say
   * @param blocks the abandoned blocks from the lowest up, the first {@link #MOST_BLOCKS} of them
   * @param node who saw it
   * @param seenAt where the log stood then: whatever follows from the reorg stands after it
   */
  record ChainReorganised(
      ChainId chain,
      BlockRef ancestor,
      BlockRef abandoned,
      BlockRef head,
      int depth,
      List<BlockRef> blocks,
      String node,
      LogPosition seenAt)
      implements NodeEvent {
    /** Of a deeper reorg the blocks beyond are known by their number alone. */
    public static final int MOST_BLOCKS = 64;

    public ChainReorganised {
      blocks = List.copyOf(blocks);
      if (blocks.size() > MOST_BLOCKS) {
        throw new IllegalArgumentException("names " + blocks.size() + " blocks");
      }
    }
  }

  /**
   * A node takes part in a chain no more, since the chain broke a promise; until it starts again.
   *
   * @param seenAt where the log stood then
   */
  record ChainHalted(ChainId chain, String reason, String node, LogPosition seenAt)
      implements NodeEvent {
    /** The most characters of a reason. */
    public static final int MOST_REASON = 1_000;

    public ChainHalted {
      if (reason.length() > MOST_REASON) {
        throw new IllegalArgumentException("gives " + reason.length() + " characters of reason");
      }
    }
  }

  /**
   * The chain has nonces of an account from {@code first} on, up to and without {@code next}, that
   * the log knows nothing of: nothing of the account is sent until it is resumed.
   *
   * @param used those of the transactions that were still found
   */
  record AccountHeld(ChainId chain, Address account, Nonce first, Nonce next, List<UsedNonce> used)
      implements NodeEvent {
    public AccountHeld {
      used = List.copyOf(used);
    }
  }

  /** A nonce, and the transaction that consumed it. */
  record UsedNonce(Nonce nonce, TxHash hash) {}

  /** A person has looked at the nonces below {@code next}: the account may send again. */
  record AccountResumed(ChainId chain, Address account, Nonce next, String by, String reason)
      implements NodeEvent {}

  /**
   * A person has a node trade with a part of a chain's market no more, until it is switched on
   * again or the node ends.
   */
  record MarketSwitchedOff(ChainId chain, MarketPart part, String by, String reason, String node)
      implements NodeEvent {}

  /**
   * A person has a node trade with it again, whether it was switched off or its quotes differed.
   *
   * @param reason empty where none was given
   */
  record MarketSwitchedOn(ChainId chain, MarketPart part, String by, String reason, String node)
      implements NodeEvent {}
}
