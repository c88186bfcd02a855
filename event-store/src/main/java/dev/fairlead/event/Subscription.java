package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.Optional;

/**
 * A reader's place in the log: every event after it that passes the filter, once and in order,
 * first those of the past, then those to come.
 *
 * <p>For one thread at a time, apart from {@link #close}, which ends a waiting call. The writer
 * never waits for a reader: one that was live and fell too far behind is cut, see {@link
 * SubscriptionEnded}.
 */
public interface Subscription extends AutoCloseable {
  /** The next event; waits for it. */
  RecordedEvent take() throws InterruptedException;

  /** The next event, or none within this time. */
  Optional<RecordedEvent> poll(Duration patience) throws InterruptedException;

  /**
   * Up to here everything was handed out or filtered away: subscribe after this position to go on.
   */
  LogPosition position();

  /**
   * Ends it for a reader that takes nothing more, who is told to resume after this position:
   * counted like one that fell behind.
   */
  void cut(LogPosition resumeAfter);

  @Override
  void close();
}
