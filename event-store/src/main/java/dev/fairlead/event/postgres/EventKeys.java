package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventSigner;
import java.util.Optional;
import java.util.Set;

/** Writes the history of the nodes' keys, which is itself in the log. */
final class EventKeys {
  private final EventLog log;
  private final LogReader reader;

  EventKeys(EventLog log, LogReader reader) {
    this.log = log;
    this.reader = reader;
  }

  /**
   * From its introduction on a key's seals count; each node introduces its own, once.
   *
   * @throws EventStoreException when the key was revoked: what it seals would not count
   */
  void introduce(String node, EventSigner signer) {
    KeyRing ring = ring();
    Optional<Long> revoked = ring.revokedAt(signer.key());
    if (revoked.isPresent()) {
      throw new EventStoreException(
          Kind.FATAL,
          "the event key %s was revoked at position %d of the log; give the node another key"
              .formatted(signer.key(), revoked.get()));
    }
    if (!ring.knows(signer.key())) {
      write(node, new NodeEvent.KeyIntroduced(signer.key(), signer.publicKey()));
    }
  }

  /** From here on seals by this key don't count any more. */
  void revoke(String node, String key) {
    KeyRing ring = ring();
    if (!ring.knows(key)) {
      throw new IllegalArgumentException("the log knows no key " + key + ", only " + ring.names());
    }
    if (ring.revokedAt(key).isEmpty()) {
      write(node, new NodeEvent.KeyRevoked(key));
    }
  }

  /** As it is now. */
  KeyRing ring() {
    return KeyRing.read(reader, Long.MAX_VALUE, Set.of());
  }

  private void write(String node, NodeEvent event) {
    StreamId stream = StreamId.node(node);
    NewEvent written = new NewEvent(EventId.next(), event);
    AppendResult result;
    do {
      result = log.append(Append.to(stream, log.read(stream).size(), written));
    } while (result instanceof AppendResult.VersionConflict);
    if (!(result instanceof AppendResult.Appended)) {
      throw new EventStoreException(Kind.FATAL, "can't record " + event + ": " + result);
    }
  }
}
