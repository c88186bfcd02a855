package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.util.Objects;

/** A projection has stopped at an event that it can't work in, and answers nothing beyond it. */
public final class ProjectionStopped extends EventStoreException {
  private static final long serialVersionUID = 1L;

  private final String stopped;

  public ProjectionStopped(String projection, LogPosition after, Throwable cause) {
    this("the projection %s has stopped after position %s".formatted(projection, after), cause);
  }

  private ProjectionStopped(String stopped, Throwable cause) {
    super(
        Kind.FATAL,
        stopped + ": " + Objects.requireNonNullElseGet(cause.getMessage(), cause::toString),
        cause);
    this.stopped = stopped;
  }

  /** Which one and where, without why. */
  public String stopped() {
    return stopped;
  }
}
