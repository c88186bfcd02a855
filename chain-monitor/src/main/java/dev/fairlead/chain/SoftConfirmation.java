package dev.fairlead.chain;

import java.time.Duration;

/**
 * What a chain's producer promises of a transaction before any level of finality holds it. It is
 * the word of one, it proves nothing, and nothing counts as included by it.
 */
public sealed interface SoftConfirmation {
  /** Nobody promises anything: the head is what the network found last, and may be replaced. */
  record None() implements SoftConfirmation {}

  /** A block is the sequencer's promise as it arrives: the head itself is soft. */
  record ByArrival() implements SoftConfirmation {}

  /**
   * The same, and before that the pending block tells what the sequencer took into the next one.
   *
   * @param interval how often more is told, and so how often it is asked for
   */
  record Pending(Duration interval) implements SoftConfirmation {
    public Pending {
      if (!interval.isPositive()) {
        throw new IllegalArgumentException("interval must be positive but is " + interval);
      }
    }
  }
}
