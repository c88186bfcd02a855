package dev.fairlead.chain;

import java.time.Duration;
import java.util.Optional;

/**
 * One reader's view of a chain's updates, in order and without gaps. For one thread.
 *
 * <p>The buffer is bounded: a reader that stays behind is cut off, and its next read throws {@link
 * ChainException}; it resumes with the blocks that it knows. The chain never waits for a reader.
 */
public interface BlockFeed extends AutoCloseable {
  /** Waits for the next update. */
  ChainUpdate take() throws InterruptedException;

  /** Waits for the next update, at most for {@code wait}. */
  Optional<ChainUpdate> poll(Duration wait) throws InterruptedException;

  @Override
  void close();
}
