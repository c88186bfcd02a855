package dev.fairlead.event.postgres;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.signing.EventSigner;
import java.time.InstantSource;
import java.util.UUID;

/** Signs checkpoints with the node's key, now. Safe for use by many threads. */
final class CheckpointSigner {
  private final EventSigner signer;
  private final InstantSource clock;

  CheckpointSigner(EventSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /** A checkpoint of so many events, of which the last has the hash {@code head}. */
  Checkpoint sign(UUID log, long size, byte[] root, byte[] head) {
    return Checkpoint.sign(
        log,
        size,
        root,
        head,
        clock.instant(),
        signer.publicKey().toArray(),
        message -> signer.sign(message).toArray());
  }
}
