package dev.fairlead.grpc;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how the node is doing; answered at once and from memory. */
@FunctionalInterface
public interface StatusSource {
  NodeView status();

  /** The node at a glance. {@code warnings} name what a production node must not lack. */
  record NodeView(
      String node,
      String version,
      Instant startedAt,
      List<String> warnings,
      LogPosition position,
      String logHash,
      long openIntents,
      List<ChainView> chains,
      String database) {
    public NodeView {
      warnings = List.copyOf(warnings);
      chains = List.copyOf(chains);
    }
  }

  /** One chain at a glance; {@code halted} says why it is, when it is. */
  record ChainView(
      ChainId chain,
      BlockRef head,
      Instant headTime,
      @Nullable BlockRef finalized,
      @Nullable String halted,
      int pools,
      int tokens,
      Address account,
      Address executor,
      boolean privateRelay) {}
}
