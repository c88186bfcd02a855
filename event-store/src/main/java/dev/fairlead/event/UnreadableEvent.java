package dev.fairlead.event;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an event can't be understood: its type is unknown here, or its payload is not one.
 */
public final class UnreadableEvent extends EventStoreException {
  private static final long serialVersionUID = 1L;

  private final String type;

  public UnreadableEvent(String type, String problem, @Nullable Throwable cause) {
    super(Kind.FATAL, "event of type " + type + ": " + problem, cause);
    this.type = type;
  }

  /** The stored name of its type. */
  public String type() {
    return type;
  }
}
