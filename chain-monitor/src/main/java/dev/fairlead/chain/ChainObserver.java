package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.time.Duration;

/** Told what happens on chains, for logs and metrics. Calls must return quickly and never throw. */
public interface ChainObserver {
  /** {@code block} was verified and is seen for the first time; nobody was handed it yet. */
  default void seen(ChainId chain, Block block) {}

  /** What the next block costs was asked for, and is this. */
  default void priced(ChainId chain, Fees fees) {}

  /** {@code block} was verified; {@code lag} is from first hearing of it to handing it on. */
  default void extended(ChainId chain, BlockRef block, Duration lag) {}

  /** The chain turns to another branch; nobody was told yet that blocks are retracted. */
  default void reorganised(ChainId chain, Reorg reorg) {}

  default void finalized(ChainId chain, BlockRef block) {}

  /** The chain calls another block safe than before. */
  default void safe(ChainId chain, BlockRef block) {}

  /** The producer says that it took a transaction of ours into the block that it is making. */
  default void preconfirmed(ChainId chain, Preconfirmation promise) {}

  /**
   * A transaction whose pre-confirmation was looked for is in a block, so long after its sending.
   */
  default void included(ChainId chain, TxHash transaction, Duration afterSending) {}

  /** The block that was promised came, and more, without the transaction. */
  default void promiseBroken(ChainId chain, Preconfirmation promise) {}

  /** The chain's finality tag did not move for so long; {@code last} is the last final block. */
  default void finalityStalled(ChainId chain, BlockRef last, Duration still) {}

  /** What was seen of the chain could not be written down, or was lost from there. */
  default void windowNotKept(ChainId chain, String why) {}

  default void halted(ChainId chain, String reason) {}

  /** A JSON-RPC call ended; {@code error} is empty if it gave a result. */
  default void answered(ChainId chain, String method, Duration took, String error) {}

  /** {@code block} is handed on though it has what is not known here, and so is not proven. */
  default void incomplete(ChainId chain, BlockRef block, String unknown) {}

  /** So many requests more are under way to an endpoint, or fewer if negative. */
  default void underWay(ChainId chain, String endpoint, int change) {}

  /** So many callers more wait until an endpoint's rate budget lets them, or fewer if negative. */
  default void awaitingBudget(ChainId chain, String endpoint, int change) {}

  /** An endpoint said that it was asked too often, and is left alone for {@code pause}. */
  default void rateLimited(ChainId chain, String endpoint, Duration pause) {}

  /** An endpoint's socket ended, or could not be opened; it is opened again. */
  default void reconnecting(ChainId chain, String endpoint, String why) {}

  /** An endpoint is in another state than before, or in its first. */
  default void endpoint(ChainId chain, String endpoint, EndpointState state, String reason) {}

  /** An endpoint answered a call, truly or not. */
  default void endpointAnswered(ChainId chain, String endpoint, Duration took) {}

  /** A call of an endpoint failed, or its answer was refused. */
  default void endpointFailed(
      ChainId chain, String endpoint, ChainException.Fault fault, String what) {}

  /** An endpoint was looked at; {@code lag} is how many blocks it is behind the best. */
  default void probed(ChainId chain, String endpoint, BlockNumber head, long lag) {}

  /** A second endpoint was asked since the first took longer than usual. */
  default void hedged(ChainId chain, String endpoint) {}

  /** What one endpoint took is unknown to others after some blocks, and is offered again. */
  default void unseen(ChainId chain, TxHash transaction) {}

  /** Endpoints said different things of what money depends on; neither is believed. */
  default void disagreed(ChainId chain, String what) {}

  /** An endpoint's answer was refused because it can't be true; {@code what} names the check. */
  default void mistrusted(ChainId chain, String what) {}

  /** An endpoint answered our bytes with another transaction's hash. */
  default void foreignHash(ChainId chain, TxHash ours, String answered) {}

  /** A reader was cut off because it stayed behind. */
  default void feedCut(ChainId chain) {}

  /** Hears nothing. */
  static ChainObserver none() {
    return new ChainObserver() {};
  }
}
