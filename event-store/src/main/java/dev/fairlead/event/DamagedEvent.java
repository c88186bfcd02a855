package dev.fairlead.event;

import dev.fairlead.model.LogPosition;

/** The row at a position is no event: somebody changed the log. */
public final class DamagedEvent extends EventStoreException {
  private static final long serialVersionUID = 1L;

  private final long position;

  public DamagedEvent(LogPosition position, Throwable cause) {
    super(
        Kind.FATAL,
        "the row at position %s is no event: the log was changed, `events verify` says how"
            .formatted(position),
        cause);
    this.position = position.value();
  }

  public LogPosition position() {
    return new LogPosition(position);
  }
}
