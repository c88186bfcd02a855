package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.codec.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An append on its way: encoded by its caller, written by the appender, waited for by the caller.
 */
final class PendingAppend {
  /** An event ready to be written. */
  @SuppressWarnings("ArrayRecordComponent")
  record Encoded(NewEvent event, String type, byte[] payload) {}

  /** A commit whose outcome was never told: this append's first event, as it would stand there. */
  @SuppressWarnings("ArrayRecordComponent")
  record Attempt(long position, byte[] hash) {}

  private final Append append;
  private final List<List<Encoded>> events;
  private final int size;
  private final int bytes;
  private final long deadlineNanos;
  private final List<Attempt> attempts = new ArrayList<>(0);
  private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

  private PendingAppend(Append append, List<List<Encoded>> events, long deadlineNanos) {
    this.append = append;
    this.events = events;
    this.deadlineNanos = deadlineNanos;
    this.size = append.size();
    int length = 0;
    for (List<Encoded> part : events) {
      for (Encoded event : part) {
        length += event.payload().length;
      }
    }
    this.bytes = length;
  }

  static PendingAppend of(Append append, long deadlineNanos) {
    List<List<Encoded>> parts = new ArrayList<>(append.streams().size());
    for (StreamAppend part : append.streams()) {
      List<Encoded> encoded = new ArrayList<>(part.events().size());
      for (NewEvent event : part.events()) {
        encoded.add(
            new Encoded(
                event, EventCodec.typeOf(event.event()), EventCodec.payload(event.event())));
      }
      parts.add(encoded);
    }
    return new PendingAppend(append, parts, deadlineNanos);
  }

  Append append() {
    return append;
  }

  /** The events of one part. */
  List<Encoded> events(int part) {
    return events.get(part);
  }

  /** How many events. */
  int size() {
    return size;
  }

  /** How long their payloads are in all. */
  int bytes() {
    return bytes;
  }

  boolean expired(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Remembers a commit of unknown outcome, to tell one's own write from a repeat. */
  void attempted(Attempt attempt) {
    attempts.add(attempt);
  }

  List<Attempt> attempts() {
    return attempts;
  }

  /** Answers it, unless it is answered. */
  void complete(AppendResult result) {
    answer.complete(result);
  }

  /** Fails it, unless it is answered. */
  void fail(EventStoreException reason) {
    answer.completeExceptionally(reason);
  }

  /** Waits for the answer; an interrupt is kept for later, since the write is on its way. */
  AppendResult await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw reason(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Many callers share one reason; each throws one of its own. */
  private static EventStoreException reason(ExecutionException failed) {
    if (failed.getCause() instanceof EventStoreException reason) {
      return new EventStoreException(reason.kind(), String.valueOf(reason.getMessage()), reason);
    }
    throw new IllegalStateException(failed);
  }
}
