package dev.fairlead.intent;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was known of intents at any moment, by replay of the log up to there. The answer for a past
 * position never changes. Safe for use by many threads.
 */
public final class History {
  /** So many intents' lives are read at once. */
  private static final int LIVES = 200;

  private final EventLog log;

  public History(EventStore store) {
    this.log = store.log();
  }

  /** The intent as it stands now. */
  public Optional<IntentRecord> find(IntentId id) {
    return record(log.read(StreamId.intent(id)));
  }

  /** The intent as it stood at {@code position}; empty when it was not recorded by then. */
  public Optional<IntentView> asOf(IntentId id, LogPosition position) {
    return record(id, position).map(IntentRecord::view);
  }

  /** The same, with the events that it follows from. */
  public Optional<IntentRecord> record(IntentId id, LogPosition position) {
    return record(log.read(StreamId.intent(id), position));
  }

  /** Several intents as they stood at {@code position}, in the order of {@code ids}. */
  List<IntentView> asOf(List<IntentId> ids, LogPosition position) {
    List<IntentView> views = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += LIVES) {
      List<IntentId> some = ids.subList(from, Math.min(ids.size(), from + LIVES));
      Map<StreamId, List<RecordedEvent>> lives = lives(some, position);
      lives.values().forEach(life -> view(life).ifPresent(views::add));
    }
    return views;
  }

  private Map<StreamId, List<RecordedEvent>> lives(Collection<IntentId> ids, LogPosition position) {
    Map<StreamId, List<RecordedEvent>> lives = new LinkedHashMap<>();
    ids.forEach(id -> lives.put(StreamId.intent(id), new ArrayList<>()));
    for (RecordedEvent event :
        log.read(lives.keySet(), LogPosition.START, position, Integer.MAX_VALUE)) {
      lives.computeIfAbsent(event.stream(), _ -> new ArrayList<>()).add(event);
    }
    return lives;
  }

  private static Optional<IntentRecord> record(List<RecordedEvent> events) {
    return view(events).map(view -> new IntentRecord(view, events));
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
