package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.SubscriptionEnded.Reason;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reader's place: pages from the database while it is behind, then what the tail has. */
final class PostgresSubscription implements Subscription {
  /** The most that is kept for a reader which does not read; and as many are read ahead. */
  private static final int PAGE = 512;

  /** From so many positions at most. */
  private static final long LOOK = 100_000;

  /** Bounds a wait, so that a close is seen soon; the tail is signalled at once by appends. */
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ReadAhead pages;
  private final IntentOwners owners;
  private final Tail tail;
  private final EventFilter filter;
  private final long maxLag;
  private final EventStoreObserver observer;
  private final Deque<StoredOrRecorded> page = new ArrayDeque<>();
  private long handedOut;
  private long scanned;
  private boolean live;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean closed;

  /** An event of the page; one from the database is understood when it is handed out. */
  private sealed interface StoredOrRecorded {
    record Stored(StoredEvent event) implements StoredOrRecorded {}

    record Recorded(RecordedEvent event) implements StoredOrRecorded {}
  }

  PostgresSubscription(
      LogReader reader,
      IntentOwners owners,
      Tail tail,
      LogPosition after,
      EventFilter filter,
      long maxLag,
      EventStoreObserver observer) {
    this.pages = new ReadAhead(reader, filter, PAGE, LOOK);
    this.owners = owners;
    this.tail = tail;
    this.filter = filter;
    this.maxLag = maxLag;
    this.observer = observer;
    this.handedOut = after.value();
    this.scanned = after.value();
    observer.subscriptionOpened();
  }

  @Override
  public RecordedEvent take() throws InterruptedException {
    while (true) {
      Optional<RecordedEvent> event = poll(Duration.ofHours(1));
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  @Override
  public Optional<RecordedEvent> poll(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      if (closed) {
        throw new SubscriptionEnded(Reason.CLOSED, position());
      }
      StoredOrRecorded next = page.peek();
      if (next != null) {
        return Optional.of(handOut(next));
      }
      long left = deadline - System.nanoTime();
      fill(Math.min(left, WAIT_NANOS));
      if (page.isEmpty() && left <= 0) {
        return Optional.empty();
      }
    }
  }

  private RecordedEvent handOut(StoredOrRecorded next) {
    RecordedEvent event =
        switch (next) {
          case StoredOrRecorded.Stored stored -> stored.event().decoded();
          case StoredOrRecorded.Recorded recorded -> recorded.event();
        };
    page.remove();
    handedOut = event.position().value();
    return event;
  }

  /** Gets more, or waits for it. One step only: who waits long may want to end in between. */
  private void fill(long patienceNanos) throws InterruptedException {
    cutIfTooSlow();
    switch (tail.after(scanned, filter, PAGE, patienceNanos)) {
      case Tail.Look.Found found -> {
        pages.forget();
        owners
            .admitted(found.events(), RecordedEvent::stream, filter)
            .forEach(event -> page.add(new StoredOrRecorded.Recorded(event)));
        scanned = found.upTo();
        live = true;
      }
      case Tail.Look.Older older -> {
        ReadAhead.Page read = pages.after(scanned, older.head());
        owners
            .admitted(read.events(), StoredEvent::stream, filter)
            .forEach(event -> page.add(new StoredOrRecorded.Stored(event)));
        scanned = read.upTo();
      }
      case Tail.Look.Nothing nothing -> live = true;
      case Tail.Look.Closed end -> throw new SubscriptionEnded(Reason.CLOSED, position());
    }
  }

  private void cutIfTooSlow() {
    if (live && tail.head() - scanned > maxLag) {
      cut(position());
      throw new SubscriptionEnded(Reason.TOO_SLOW, position());
    }
  }

  @Override
  public void cut(LogPosition resumeAfter) {
    close();
    observer.subscriptionCut(resumeAfter);
  }

  @Override
  public LogPosition position() {
    return new LogPosition(page.isEmpty() ? scanned : handedOut);
  }

  @Override
  public void close() {
    closed = true;
    if (!ended.getAndSet(true)) {
      observer.subscriptionEnded();
    }
  }
}
