package dev.fairlead.intent;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was known of intents at any moment, by replay of the log up to there. The answer for a past
 * position never changes. Safe for use by many threads.
 */
public final class History {
  private static final int PAGE = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EventLog log;
  private final IntentIndex index;

  public History(EventStore store) {
    this.log = store.log();
    this.index = store.intents();
  }

  /** The intent as it stands now. */
  public Optional<IntentView> find(IntentId id) {
    return view(log.read(StreamId.intent(id)));
  }

  /** The intent as it stood at {@code position}; empty when it was not recorded by then. */
  public Optional<IntentView> asOf(IntentId id, LogPosition position) {
    return view(log.read(StreamId.intent(id), position));
  }

  /** The intent as it stood at {@code moment}, by the log's own clock. */
  public Optional<IntentView> asOf(IntentId id, Instant moment) {
    return log.positionAt(moment).flatMap(position -> asOf(id, position));
  }

  /** All intents of a strategy as they stood at {@code position}, newest first. */
  public List<IntentView> book(StrategyId strategy, LogPosition position)
      throws InterruptedException {
    LogPosition head = log.head().position();
    index.catchUp(position.isAfter(head) ? head : position, PATIENCE);
    List<IntentView> book = new ArrayList<>();
    LogPosition before = position.next();
    List<IntentSummary> page;
    do {
      page = index.list(new IntentQuery(Set.of(strategy), Set.of(), before, PAGE));
      for (IntentSummary summary : page) {
        asOf(summary.id(), position).ifPresent(book::add);
        before = summary.first();
      }
    } while (page.size() == PAGE);
    return book;
  }

  static Optional<IntentView> view(List<RecordedEvent> events) {
    @Nullable IntentView view = null;
    for (RecordedEvent recorded : events) {
      view = extend(view, recorded);
    }
    return Optional.ofNullable(view);
  }

  /** The view after one more recorded event of the intent; {@code before} is null for the first. */
  public static IntentView extend(@Nullable IntentView before, RecordedEvent recorded) {
    if (!(recorded.event() instanceof IntentEvent event)) {
      throw new IllegalStateException(
          recorded.stream() + " holds " + recorded.type() + " at " + recorded.position());
    }
    IntentState state = before == null ? IntentState.unborn() : before.state();
    return new IntentView(
        IntentState.evolve(state, event),
        recorded.version(),
        before == null ? recorded.position() : before.first(),
        recorded.position(),
        before == null ? recorded.recordedAt() : before.createdAt(),
        recorded.recordedAt());
  }
}
