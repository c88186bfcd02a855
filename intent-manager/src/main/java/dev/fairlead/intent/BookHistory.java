package dev.fairlead.intent;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.Standings;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A strategy's intents as they stood at any position, from the log and from snapshots that were
 * held against it. Safe for use by many threads.
 */
public final class BookHistory {
  /** So many intents are looked at for one page, however few of them pass its filter. */
  private static final int LOOKED_AT = 1000;

  private final Standings standings;
  private final History history;

  public BookHistory(EventStore store, History history) {
    this(history, new Standings(store.log(), store.snapshots()));
  }

  BookHistory(History history, Standings standings) {
    this.standings = standings;
    this.history = history;
  }

  /**
   * Which part of a book is wanted.
   *
   * @param statuses empty for all
   * @param before the {@code next} of the page before; null for the first page
   */
  public record Query(
      StrategyId strategy, Set<IntentStatus> statuses, @Nullable LogPosition before, int limit) {
    public Query {
      statuses = Set.copyOf(statuses);
      if (limit < 1 || limit > 1000) {
        throw new IllegalArgumentException("a page has 1 to 1000 intents, not " + limit);
      }
    }
  }

  /**
   * Newest first.
   *
   * @param next where the next page goes on; null when this is the last. A page may be short, or
   *     empty, and still have a next one
   */
  public record Page(List<IntentView> intents, @Nullable LogPosition next) {
    public Page {
      intents = List.copyOf(intents);
    }
  }

  /** A page of the book as it stood at {@code position}, which the log has reached. */
  public Page at(LogPosition position, Query query) {
    LogPosition before =
        query.before() == null || query.before().isAfter(position)
            ? position.next()
            : query.before();
    List<IntentView> found = new ArrayList<>();
    int lookedAt = 0;
    while (!before.equals(LogPosition.START)) {
      int wanted = query.statuses().isEmpty() ? query.limit() - found.size() : query.limit();
      List<Begun> begun =
          standings.begun(query.strategy(), new LogPosition(before.value() - 1), wanted);
      Map<IntentId, IntentView> views = views(begun, position);
      for (Begun each : begun) {
        before = each.first();
        lookedAt++;
        IntentView view = views.get(each.intent());
        if (view != null
            && (query.statuses().isEmpty() || query.statuses().contains(view.status()))) {
          found.add(view);
          if (found.size() == query.limit()) {
            return new Page(found, before);
          }
        }
      }
      if (begun.size() < wanted) {
        return new Page(found, null);
      }
      if (lookedAt >= LOOKED_AT) {
        return new Page(found, before);
      }
    }
    return new Page(found, null);
  }

  /** How many intents of the whole book had each status at {@code position}. */
  public Map<IntentStatus, Long> counts(StrategyId strategy, LogPosition position) {
    return StatusCounts.of(standings.at(strategy, position), history);
  }

  /** How those intents of a book stood that had events between two positions, oldest first. */
  public record Change(List<IntentView> before, List<IntentView> after) {
    public Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * What changed in a book after {@code from} and up to {@code to}; none if it is too much: more
   * than {@code most} intents were open then or began since.
   */
  public Optional<Change> between(StrategyId strategy, LogPosition from, LogPosition to, int most) {
    List<Begun> candidates = new ArrayList<>(standings.at(strategy, from).open());
    standings.begun(strategy, to, most + 1).reversed().stream()
        .filter(each -> each.first().isAfter(from))
        .forEach(candidates::add);
    if (candidates.size() > most) {
      return Optional.empty();
    }
    Map<IntentId, IntentView> before = views(candidates, from);
    Map<IntentId, IntentView> after = views(candidates, to);
    List<IntentView> changed =
        after.values().stream()
            .filter(view -> {
              IntentView old = before.get(view.state().intent().id());
              return old == null || old.version() != view.version();
            })
            .toList();
    return Optional.of(
        new Change(
            changed.stream()
                .flatMap(view -> Stream.ofNullable(before.get(view.state().intent().id())))
                .toList(),
            changed));
  }

  private Map<IntentId, IntentView> views(List<Begun> begun, LogPosition position) {
    Map<IntentId, IntentView> views = new LinkedHashMap<>();
    history
        .asOf(begun.stream().map(Begun::intent).toList(), position)
        .forEach(view -> views.put(view.state().intent().id(), view));
    return views;
  }
}
