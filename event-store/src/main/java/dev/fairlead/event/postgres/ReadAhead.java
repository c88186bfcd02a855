package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the log for a reader that is behind: while it works on one, the next is read, so that a
 * long catch-up waits for the database or for itself, but not for both in turn. Never more than one
 * page ahead. For one thread.
 */
final class ReadAhead {
  /** The events of a page, and how far it looked. */
  record Page(List<StoredEvent> events, long upTo) {}

  /** A page that is being read, begun after a position. */
  private record Coming(long after, FutureTask<Page> page) {}

  private final LogReader reader;
  private final EventFilter filter;
  private final int size;
  private final long look;
  private @Nullable Coming coming;

  /**
   * Reads pages of so many events, each from so many positions at most: for a look at a stretch the
   * server plans the chunks that are in it, for one at all the rest all of them, each time. Streams
   * are found by their keys, wherever they are.
   */
  ReadAhead(LogReader reader, EventFilter filter, int size, long look) {
    this.reader = reader;
    this.filter = filter;
    this.size = size;
    this.look = look;
  }

  /** The page after a position, of a log that goes up to a head. */
  Page after(long position, long head) throws InterruptedException {
    Coming begun = coming;
    coming = null;
    Page page = begun != null && begun.after() == position ? await(begun) : null;
    if (page == null) {
      page = read(position, head);
    }
    if (page.upTo() < head) {
      coming = begin(page.upTo(), head);
    }
    return page;
  }

  private Page read(long after, long head) {
    long upTo = filter.streams().isEmpty() ? Math.min(head, after + look) : head;
    List<StoredEvent> events = reader.after(after, upTo, filter, size);
    return new Page(events, events.size() < size ? upTo : events.getLast().position());
  }

  private Coming begin(long after, long head) {
    FutureTask<Page> page = new FutureTask<>(() -> read(after, head));
    Thread.ofVirtual().name("log-read-ahead").start(page);
    return new Coming(after, page);
  }

  /** Nothing is behind any more: what was begun is of no use. */
  void forget() {
    coming = null;
  }

  /** Null where it failed, which may have been long ago: then it is read again. */
  private static @Nullable Page await(Coming begun) throws InterruptedException {
    try {
      return begun.page().get();
    } catch (ExecutionException e) {
      return null;
    }
  }
}
