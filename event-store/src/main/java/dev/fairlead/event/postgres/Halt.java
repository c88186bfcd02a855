package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node may still append: once it was shown that the database does not hold the log any
 * more, never again. Only a start with a person behind it goes on. Safe for use by many threads.
 */
final class Halt {
  private final EventStoreObserver observer;
  private final AtomicReference<@Nullable EventStoreException> first = new AtomicReference<>();

  Halt(EventStoreObserver observer) {
    this.observer = observer;
  }

  /** No more is appended from now on; the first reason is the one that is told. */
  void stop(EventStoreException reason) {
    if (first.compareAndSet(null, reason)) {
      observer.halted(reason);
    }
  }

  /** Why no more is appended, if it is so. */
  Optional<String> reason() {
    return Optional.ofNullable(first.get()).map(Throwable::getMessage);
  }

  /**
   * Refuses to go on.
   *
   * @throws EventStoreException {@code FATAL}, with the first reason
   */
  void refuseIfStopped() {
    EventStoreException reason = first.get();
    if (reason != null) {
      throw new EventStoreException(
          Kind.FATAL, "this node appends no more: " + reason.getMessage(), reason);
    }
  }
}
