package dev.fairlead.event;

import java.util.UUID;

/**
 * The identity of an event, chosen by its writer: the same id is never written twice, so a repeated
 * append is harmless.
 */
public record EventId(UUID value) {
  /** A new identity. */
  public static EventId random() {
    return new EventId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
