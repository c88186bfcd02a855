package dev.fairlead.model.node;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Event;

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

  /** A chain replaced blocks above {@code ancestor}; {@code abandoned} was its head before. */
  record ChainReorganised(ChainId chain, BlockRef ancestor, BlockRef abandoned, BlockRef head)
      implements NodeEvent {}
}
