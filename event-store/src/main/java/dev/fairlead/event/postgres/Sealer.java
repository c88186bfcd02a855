package dev.fairlead.event.postgres;

import dev.fairlead.signing.EventSigner;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Builds the chain of a batch on a head and signs it. Safe for use by two threads: one that makes a
 * commit, and one that prepares the next.
 */
final class Sealer {
  private final EventSigner signer;
  private final InstantSource clock;
  private final StreamPlaces places = new StreamPlaces();

  Sealer(EventSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /** Seals as far as is known without the database; nothing where it must be asked. */
  Optional<CommitMessage> ahead(Head head, Batch batch) {
    return places.reach(batch.changes()) ? Optional.of(sealed(head, batch)) : Optional.empty();
  }

  /** Nothing when a stream has not the version that the batch expects. */
  Optional<CommitMessage> seal(Head head, Batch batch, DSLContext database) {
    return places.reach(batch.changes(), database)
        ? Optional.of(sealed(head, batch))
        : Optional.empty();
  }

  private CommitMessage sealed(Head head, Batch batch) {
    return CommitMessage.of(
        SealedBatch.on(head, batch, recordingTime(head), places, signer, new CanonicalForm()));
  }

  /** Time never runs backwards in the log, whatever the clock does; whole microseconds. */
  private Instant recordingTime(Head head) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
  }

  /** What was sealed is written. */
  void wrote(SealedBatch sealed) {
    places.wrote(sealed.places());
  }
}
