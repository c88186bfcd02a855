package dev.fairlead.event.postgres;

import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.Bytes32;

/**
 * Sees that events are those of the chain: each follows the one before, and is what its hash was
 * made for. For one thread.
 */
final class ChainCheck {
  private final CanonicalForm form = new CanonicalForm();
  private Bytes32 last;

  /** Goes on behind the event of this hash. */
  ChainCheck(Bytes32 last) {
    this.last = last;
  }

  /**
   * Takes the next one.
   *
   * @throws IllegalStateException when it is another one
   */
  void follow(RecordedEvent event) {
    if (!event.previous().equals(last) || !hash(event).equals(event.hash())) {
      throw new IllegalStateException(
          "the event at %s is not the one that the log's chain has there: see events verify"
              .formatted(event.position()));
    }
    last = event.hash();
  }

  private Bytes32 hash(RecordedEvent event) {
    return Bytes32.wrap(
        form.hash(
            event.position().value(),
            event.stream(),
            event.version(),
            event.id(),
            event.recordedAt(),
            event.type(),
            event.payload().toArray(),
            event.previous().toArray()));
  }
}
