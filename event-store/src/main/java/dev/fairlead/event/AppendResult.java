package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import java.time.Instant;

/** What became of an append. Except for {@link Appended}, nothing of it was written. */
public sealed interface AppendResult {
  /**
   * Durable, from {@code first} to {@code last}. With {@code repeated} it was there before this
   * call: same event ids, same content.
   */
  record Appended(LogPosition first, LogPosition last, Instant recordedAt, boolean repeated)
      implements AppendResult {}

  /** The stream stands elsewhere: read it again and decide again. */
  record VersionConflict(StreamId stream, long actualVersion) implements AppendResult {}

  /**
   * The claim is held, by the intent {@code by}. {@code sameContent}: that holder made the very
   * same claim (same intent, and same request for an idempotency key).
   */
  record ClaimTaken(Claim claim, IntentId by, boolean sameContent) implements AppendResult {}

  /** The id is in the log with another content or place: a bug or an attack, worth an alarm. */
  record EventIdConflict(EventId id) implements AppendResult {}
}
