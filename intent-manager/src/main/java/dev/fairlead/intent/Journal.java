package dev.fairlead.intent;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One intent's place in the log, for the one thread that works the intent.
 *
 * <p>Others may write to the same stream (a wish to cancel): then nothing of an append is written,
 * the state is read anew, and the caller decides again. When the log's answer is lost, the same
 * events are appended under the same ids until it is known.
 */
final class Journal {
  /** What became of a decision. */
  enum Written {
    /** There was nothing to write. */
    NOTHING,
    /** It is durable. */
    DURABLE,
    /** The intent moved on before it; nothing was written. */
    OVERTAKEN,
    /** A nonce that it rests on is held by another intent; nothing was written. */
    CLAIM_TAKEN
  }

  private final EventLog log;
  private final IntentObserver observer;
  private final Bell bell;
  private final Duration retryPause;
  private final IntentId id;
  private IntentView view;
  private volatile boolean stale;

  Journal(EventLog log, IntentObserver observer, Bell bell, Duration retryPause, IntentView view) {
    this.log = log;
    this.observer = observer;
    this.bell = bell;
    this.retryPause = retryPause;
    this.id = view.state().intent().id();
    this.view = view;
  }

  IntentState state() {
    return view.state();
  }

  IntentView view() {
    return view;
  }

  /** Others wrote to the stream. Callable from any thread. */
  void markStale() {
    stale = true;
  }

  /** Reads what others wrote, if they did. */
  void refresh() {
    if (stale) {
      stale = false;
      reload();
    }
  }

  /** Decides what follows from an observation, and writes it. */
  Written record(Observation observation, Instant now) throws InterruptedException {
    return append(Decider.decide(view.state(), observation, now), List.of());
  }

  /** Writes events that were decided on {@link #state}, with the claims that they rest on. */
  Written append(List<IntentEvent> events, List<Claim> claims) throws InterruptedException {
    if (events.isEmpty()) {
      return Written.NOTHING;
    }
    IntentState next = view.state();
    for (IntentEvent event : events) {
      next = IntentState.evolve(next, event);
    }
    Append append =
        new Append(
            List.of(new StreamAppend(StreamId.intent(id), view.version(), named(events))), claims);
    return switch (appendUntilKnown(append)) {
      case AppendResult.Appended appended -> {
        IntentState state = view.state();
        for (IntentEvent event : events) {
          state = IntentState.evolve(state, event);
          observer.recorded(event, state.status());
        }
        view =
            new IntentView(
                next,
                view.version() + events.size(),
                view.first(),
                appended.last(),
                view.createdAt(),
                appended.recordedAt());
        yield Written.DURABLE;
      }
      case AppendResult.VersionConflict _ -> {
        reload();
        yield Written.OVERTAKEN;
      }
      case AppendResult.ClaimTaken _ -> Written.CLAIM_TAKEN;
      case AppendResult.EventIdConflict conflict ->
          throw new IllegalStateException("a new event's id is in the log already: " + conflict);
    };
  }

  private AppendResult appendUntilKnown(Append append) throws InterruptedException {
    while (true) {
      try {
        return log.append(append);
      } catch (EventStoreException e) {
        if (e.kind() == EventStoreException.Kind.FATAL) {
          throw e;
        }
        observer.troubled(id, "the log gives no answer: " + e.getMessage());
        bell.pause(retryPause);
      }
    }
  }

  private void reload() {
    view =
        History.view(log.read(StreamId.intent(id)))
            .orElseThrow(() -> new IllegalStateException("intent " + id + " left the log"));
  }

  static List<NewEvent> named(List<IntentEvent> events) {
    return events.stream().map(Journal::named).toList();
  }

  static NewEvent named(IntentEvent event) {
    return new NewEvent(EventId.next(), event);
  }
}
