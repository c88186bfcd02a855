package dev.fairlead.event.postgres;

import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.postgres.PendingAppend.Encoded;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells everybody of a commit: its callers, this node's readers, other nodes, the operator. */
final class CommitNews {
  /**
   * From so many callers on a virtual thread tells them: from one of the platform's each would take
   * a system call, to wake what carries it. Where commits are split that is awake anyway.
   */
  private static final int SEVERAL = 4;

  private final Tail tail;
  private final Hints hints;
  private final EventStoreObserver observer;

  CommitNews(Tail tail, Hints hints, EventStoreObserver observer) {
    this.tail = tail;
    this.hints = hints;
    this.observer = observer;
  }

  /** Commits are told of in their order, one after the other. */
  void written(SealedBatch sealed, Duration took) {
    int callers = sealed.batch().appends().size();
    if (callers >= SEVERAL && callers < AppendQueue.SPLIT) {
      Thread.ofVirtual().name("event-news").start(() -> answer(sealed));
    } else {
      answer(sealed);
    }
    tail.publish(recorded(sealed));
    hints.committed(sealed.after().position());
    observer.committed(
        callers,
        sealed.events().size(),
        new LogPosition(sealed.events().getLast().position()),
        took);
  }

  private static void answer(SealedBatch sealed) {
    List<PendingAppend> appends = sealed.batch().appends();
    for (int i = 0; i < appends.size(); i++) {
      PendingAppend pending = appends.get(i);
      long first = sealed.firsts().get(i);
      pending.complete(
          new Appended(
              new LogPosition(first),
              new LogPosition(first + pending.size() - 1),
              sealed.recordedAt(),
              false));
    }
  }

  private static List<RecordedEvent> recorded(SealedBatch sealed) {
    List<RecordedEvent> events = new ArrayList<>(sealed.events().size());
    for (PendingAppend pending : sealed.batch().appends()) {
      for (int part = 0; part < pending.append().streams().size(); part++) {
        for (Encoded encoded : pending.events(part)) {
          events.add(sealed.events().get(events.size()).with(encoded.event().event()));
        }
      }
    }
    return events;
  }
}
