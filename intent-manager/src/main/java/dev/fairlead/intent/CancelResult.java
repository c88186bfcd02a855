package dev.fairlead.intent;

/** The answer to the wish to cancel. */
public sealed interface CancelResult {
  /**
   * The wish is durable, now or from before. {@code status} is CANCELLED when nothing was bound to
   * a nonce yet; CANCELLING when the chain has to decide; INCLUDED when the trade is in a block.
   */
  record Requested(IntentStatus status) implements CancelResult {}

  /** It ended before, like this. */
  record TooLate(IntentStatus status) implements CancelResult {}

  /** There is no such intent. */
  record Unknown() implements CancelResult {}
}
