package dev.fairlead.grpc;

import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.intent.History;
import dev.fairlead.intent.IntentState;
import dev.fairlead.intent.IntentView;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Streams the life of intents to whoever watches: the past after a cursor, then as it happens. */
final class Watches {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final EventLog log;
  private final History history;
  private final Executor threads;

  /** Each watch blocks a thread of {@code threads}. */
  Watches(EventLog log, History history, Executor threads) {
    this.log = log;
    this.history = history;
    this.threads = threads;
  }

  void start(WatchIntentsRequest request, EventStream<IntentUpdate> stream) {
    Watch watch;
    try {
      watch = watch(request);
    } catch (InvalidField e) {
      stream.fail(Refusals.of(e.rejection()));
      return;
    }
    threads.execute(() -> run(watch, stream));
  }

  private Watch watch(WatchIntentsRequest request) {
    @Nullable IntentId intent =
        request.getIntentId().isEmpty()
            ? null
            : Fields.intentId("intent_id", request.getIntentId());
    @Nullable StrategyId strategy =
        request.getStrategyId().isEmpty()
            ? null
            : Fields.strategyId("strategy_id", request.getStrategyId());
    LogPosition head = log.head().position();
    if (request.hasAfter() && Long.compareUnsigned(request.getAfter(), head.value()) > 0) {
      throw new InvalidField("after", "is beyond the end of the log, " + head);
    }
    LogPosition after = request.hasAfter() ? new LogPosition(request.getAfter()) : head;
    return new Watch(intent, strategy, after);
  }

  private void run(Watch watch, EventStream<IntentUpdate> stream) {
    EventFilter filter =
        watch.intent() == null
            ? EventFilter.kind("intent")
            : EventFilter.stream(StreamId.intent(watch.intent()));
    try (Subscription subscription = log.subscribe(watch.after(), filter)) {
      pump(watch, subscription, stream);
      stream.complete();
    } catch (SubscriptionEnded e) {
      stream.fail(ended(e));
    } catch (Exception e) {
      stream.fail(Calls.status(e));
    }
  }

  private void pump(Watch watch, Subscription subscription, EventStream<IntentUpdate> stream)
      throws InterruptedException {
    Map<StreamId, IntentView> views = new HashMap<>();
    while (!stream.isCancelled()) {
      Optional<RecordedEvent> next = subscription.poll(HEARTBEAT);
      if (next.isEmpty()) {
        continue;
      }
      RecordedEvent event = next.get();
      IntentView view = History.extend(before(event, views), event);
      if (view.status().isEnd()) {
        views.remove(event.stream());
      } else {
        views.put(event.stream(), view);
      }
      if (watch.wants(view) && !stream.send(update(event, view))) {
        stream.fail(tooSlow(event.position()));
        return;
      }
    }
  }

  /** The view before the event; read from the log when the watch began in the middle of a life. */
  private @Nullable IntentView before(RecordedEvent event, Map<StreamId, IntentView> views) {
    if (event.version() == 1) {
      return null;
    }
    IntentView known = views.get(event.stream());
    return known != null
        ? known
        : history
            .asOf(event.stream().intent(), new LogPosition(event.position().value() - 1))
            .orElse(null);
  }

  private static IntentUpdate update(RecordedEvent event, IntentView view) {
    return IntentUpdate.newBuilder()
        .setEvent(EventCodec.message(event))
        .setStatus(IntentAnswers.status(view.status()))
        .build();
  }

  private static io.grpc.StatusRuntimeException ended(SubscriptionEnded end) {
    return switch (end.reason()) {
      case TOO_SLOW -> tooSlow(end.resumeAfter());
      case CLOSED ->
          Status.UNAVAILABLE
              .withDescription(
                  "the node is stopping; watch again with after = " + end.resumeAfter())
              .asRuntimeException();
    };
  }

  private static io.grpc.StatusRuntimeException tooSlow(LogPosition resumeAfter) {
    return Status.RESOURCE_EXHAUSTED
        .withDescription(
            "the reader is too slow; watch again after the last position that it received, at most "
                + resumeAfter)
        .asRuntimeException();
  }

  private record Watch(
      @Nullable IntentId intent, @Nullable StrategyId strategy, LogPosition after) {
    boolean wants(IntentView view) {
      return strategy == null
          || switch (view.state()) {
            case IntentState.Unborn _ -> false;
            case IntentState.Open open -> open.life().intent().strategy().equals(strategy);
            case IntentState.Ended ended -> ended.life().intent().strategy().equals(strategy);
          };
    }
  }
}
