package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that are derived from the log. Safe for use by many threads. */
public interface Projections {
  /** Those that follow the log, as they stand in this node. */
  List<State> states();

  /** The names of all that can be rebuilt. */
  List<String> names();

  /**
   * Makes a projection's rows again from the first event on, beside the live ones, and puts them in
   * their place in one transaction. The node serves meanwhile. When it is interrupted or the node
   * dies, the next call goes on where it was.
   *
   * @param name one of {@link #names}
   * @throws EventStoreException {@code RETRYABLE} when the projection is being rebuilt already,
   *     {@code FATAL} at an event that can't be worked in; the live rows are then as they were
   */
  Rebuilt rebuild(String name, Progress progress) throws InterruptedException;

  /** Hears how far a rebuild has come, about ten times a second. */
  @FunctionalInterface
  interface Progress {
    void reached(LogPosition position, LogPosition of);
  }

  /**
   * How a projection stands.
   *
   * @param stopped why it does not go on; null when it does
   */
  record State(String name, LogPosition position, @Nullable String stopped) {}

  /**
   * What a rebuild found.
   *
   * @param position up to here the log is in the rows
   * @param rows how many there are
   * @param removed live rows that the log does not give
   * @param added rows that the log gives and that were not live; one that was wrong counts in both
   */
  record Rebuilt(LogPosition position, long rows, long removed, long added) {}
}
