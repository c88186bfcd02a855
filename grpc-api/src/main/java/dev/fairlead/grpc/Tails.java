package dev.fairlead.grpc;

import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsRequest.StartCase;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Streams the log to its readers. */
final class Tails {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final EventLog log;
  private final StartingPoint start;
  private final Executor threads;

  /** Each tail blocks a thread of {@code threads}. */
  Tails(EventStore store, Executor threads) {
    this.log = store.log();
    this.start = new StartingPoint(store);
    this.threads = threads;
  }

  void start(TailEventsRequest request, EventStream<TailEventsResponse> stream) {
    Calls.stream(
        threads,
        stream,
        () -> new Tail(EventFilters.of(request.getFilter()), from(request), stream).run());
  }

  private LogPosition from(TailEventsRequest request) {
    if (request.hasNewCursorAfter() && request.getStartCase() != StartCase.CURSOR) {
      throw new InvalidField("new_cursor_after", "goes with a cursor only");
    }
    return switch (request.getStartCase()) {
      case AFTER -> start.after("after", request.getAfter());
      case CURSOR ->
          start.cursor(
              "cursor",
              request.getCursor(),
              request.hasNewCursorAfter()
                  ? start.after("new_cursor_after", request.getNewCursorAfter())
                  : start.end());
      case START_NOT_SET -> start.end();
    };
  }

  /** One reader. */
  private final class Tail {
    private final EventFilter filter;
    private final EventStream<TailEventsResponse> stream;
    private LogPosition told;

    Tail(EventFilter filter, LogPosition from, EventStream<TailEventsResponse> stream) {
      this.filter = filter;
      this.told = from;
      this.stream = stream;
    }

    void run() throws InterruptedException {
      try (Subscription events = log.subscribe(told, filter)) {
        boolean reading = stream.send(reached(told));
        while (reading && !stream.isCancelled()) {
          reading = step(events);
        }
        stream.fail(Cuts.tooSlow(events, stream, told));
      } catch (SubscriptionEnded e) {
        stream.fail(Cuts.of(e, told));
      }
    }

    private boolean step(Subscription events) throws InterruptedException {
      Optional<RecordedEvent> next = events.poll(HEARTBEAT);
      LogPosition at = next.map(RecordedEvent::position).orElseGet(events::position);
      TailEventsResponse item =
          next.map(event -> TailEventsResponse.newBuilder().setEvent(EventCodec.message(event)))
              .map(TailEventsResponse.Builder::build)
              .orElseGet(() -> reached(at));
      boolean taken = !at.isAfter(told) || stream.send(item);
      told = taken ? at : told;
      return taken;
    }

    private TailEventsResponse reached(LogPosition at) {
      return TailEventsResponse.newBuilder().setReached(at.value()).build();
    }
  }
}
