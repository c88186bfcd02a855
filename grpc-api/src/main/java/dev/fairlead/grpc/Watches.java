package dev.fairlead.grpc;

import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.intent.History;
import dev.fairlead.intent.IntentView;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Streams the life of intents to whoever watches: the past after a cursor, then as it happens. */
final class Watches {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final EventLog log;
  private final StartingPoint start;
  private final History history;
  private final Executor threads;

  /** Each watch blocks a thread of {@code threads}. */
  Watches(EventStore store, History history, Executor threads) {
    this.log = store.log();
    this.start = new StartingPoint(store);
    this.history = history;
    this.threads = threads;
  }

  void start(WatchIntentsRequest request, EventStream<IntentUpdate> stream) {
    Watch watch;
    try {
      watch = watch(request);
    } catch (RuntimeException | Error e) {
      stream.fail(Calls.status(e));
      return;
    }
    Calls.stream(threads, stream, () -> run(watch, stream));
  }

  private Watch watch(WatchIntentsRequest request) {
    EventFilter filter =
        (request.getIntentId().isEmpty()
                ? EventFilter.kind("intent")
                : EventFilter.stream(
                    StreamId.intent(Fields.intentId("intent_id", request.getIntentId()))))
            .ofStrategies(EventFilters.strategies("strategy_id", request.getStrategyId()))
            .onChains(EventFilters.chains("chain_ids", request.getChainIdsList()));
    return new Watch(filter, EventFilters.types("types", request.getTypesList()), from(request));
  }

  private LogPosition from(WatchIntentsRequest request) {
    if (request.getCursor().isEmpty()) {
      return request.hasAfter() ? start.after("after", request.getAfter()) : start.end();
    }
    if (request.hasAfter()) {
      throw new InvalidField("cursor", "says where to begin, and so does after: give one of them");
    }
    return start.cursor("cursor", request.getCursor(), start.end());
  }

  private void run(Watch watch, EventStream<IntentUpdate> stream) throws InterruptedException {
    Progress progress = new Progress(watch.after());
    try (Subscription subscription = log.subscribe(watch.after(), watch.filter())) {
      pump(watch, subscription, stream, progress);
      stream.fail(Cuts.tooSlow(subscription, stream, progress.sent));
    } catch (SubscriptionEnded e) {
      stream.fail(Cuts.of(e, progress.sent));
    }
  }

  /** Ends when the client has gone or does not read. */
  private void pump(
      Watch watch, Subscription subscription, EventStream<IntentUpdate> stream, Progress progress)
      throws InterruptedException {
    Map<StreamId, IntentView> views = new HashMap<>();
    while (!stream.isCancelled()) {
      Optional<RecordedEvent> next = subscription.poll(HEARTBEAT);
      if (next.isEmpty()) {
        progress.sent = subscription.position();
        continue;
      }
      RecordedEvent event = next.get();
      IntentView view = History.extend(before(event, views), event);
      if (view.status().isEnd()) {
        views.remove(event.stream());
      } else {
        views.put(event.stream(), view);
      }
      if (watch.wants(event) && !stream.send(update(event, view))) {
        return;
      }
      progress.sent = event.position();
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

  /** Every event of a life is followed, so that its status is known; only some types are sent. */
  private record Watch(EventFilter filter, Set<String> types, LogPosition after) {
    boolean wants(RecordedEvent event) {
      return types.isEmpty() || types.contains(event.type());
    }
  }

  /** How far a watch has come. */
  private static final class Progress {
    private LogPosition sent;

    Progress(LogPosition sent) {
      this.sent = sent;
    }
  }
}
