package dev.fairlead.model.intent;

/** What a channel answered to bytes that were offered to it. A timeout is {@code Unknown}. */
public sealed interface SubmissionOutcome {
  /** Taken, or already known there. */
  record Sent() implements SubmissionOutcome {}

  /** Not taken, and provably so. */
  record Refused(String reason) implements SubmissionOutcome {}

  /** Nobody knows: the bytes may or may not be on their way. */
  record Unknown(String detail) implements SubmissionOutcome {}
}
