package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;

/**
 * A sealed batch and the call that writes it, encoded ahead: while the database waits for the next
 * commit nothing is left to be done but to send it.
 */
record CommitMessage(SealedBatch sealed, ByteBuffer call) {
  static CommitMessage of(SealedBatch sealed) {
    return new CommitMessage(
        sealed, CommitOfOne.fits(sealed) ? CommitOfOne.call(sealed) : CommitOfMany.call(sealed));
  }
}
