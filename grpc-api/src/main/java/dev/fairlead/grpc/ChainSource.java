package dev.fairlead.grpc;

import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells how the node's chains are doing, and what becomes of them. */
public interface ChainSource {
  /** Answered at once and from memory. */
  List<ChainCondition> conditions();

  /** What a transaction pays in the next block, on each chain. Blocks while endpoints are asked. */
  List<ChainFees> fees();

  /** The same of one chain alone; empty if the node has no such chain. */
  Optional<ChainFees> fees(ChainId chain);

  /** A chain's steps from now on; empty if the node has no such chain. */
  Optional<Steps> follow(ChainId chain);

  /**
   * The height at which a producer says that it takes a transaction in, which no block holds yet;
   * answered from memory.
   */
  OptionalLong preconfirmed(ChainId chain, TxHash transaction);

  /** The steps of one chain, for one reader. */
  interface Steps extends AutoCloseable {
    /**
     * The next step; empty if there is none within {@code wait}.
     *
     * @throws IllegalStateException if the reader stayed too far behind, or the chain was closed
     */
    Optional<ChainStep> poll(Duration wait) throws InterruptedException;

    @Override
    void close();
  }
}
