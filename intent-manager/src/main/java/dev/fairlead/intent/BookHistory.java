package dev.fairlead.intent;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strategy's intents as they stood at any position: which they are is read from the index, how
 * they stood only from the log. Safe for use by many threads.
 */
public final class BookHistory {
  /** So many intents are looked at for one page, however few of them pass its filter. */
  private static final int LOOKED_AT = 1000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IntentIndex index;
  private final History history;

  public BookHistory(EventStore store, History history) {
    this.index = store.intents();
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
  public Page at(LogPosition position, Query query) throws InterruptedException {
    index.catchUp(position, PATIENCE);
    LogPosition before =
        query.before() == null || query.before().isAfter(position)
            ? position.next()
            : query.before();
    List<IntentView> found = new ArrayList<>();
    int lookedAt = 0;
    while (true) {
      int wanted = query.statuses().isEmpty() ? query.limit() - found.size() : query.limit();
      List<IntentSummary> rows =
          index.list(new IntentQuery(Set.of(query.strategy()), Set.of(), before, wanted));
      Map<StreamId, IntentView> views = views(rows, position);
      for (IntentSummary row : rows) {
        before = row.first();
        lookedAt++;
        IntentView view = views.get(StreamId.intent(row.id()));
        if (view != null
            && (query.statuses().isEmpty() || query.statuses().contains(view.status()))) {
          found.add(view);
          if (found.size() == query.limit()) {
            return new Page(found, before);
          }
        }
      }
      if (rows.size() < wanted) {
        return new Page(found, null);
      }
      if (lookedAt >= LOOKED_AT) {
        return new Page(found, before);
      }
    }
  }

  /** How those intents of a book stood that had events between two positions, oldest first. */
  public record Change(List<IntentView> before, List<IntentView> after) {
    public Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /** What changed in a book after {@code from} and up to {@code to}; none if it is too much. */
  public Optional<Change> between(StrategyId strategy, LogPosition from, LogPosition to, int most)
      throws InterruptedException {
    index.catchUp(to, PATIENCE);
    List<IntentId> touched =
        index.touched(strategy, from, to, most + 1).reversed().stream()
            .map(IntentSummary::id)
            .toList();
    return touched.size() > most
        ? Optional.empty()
        : Optional.of(new Change(history.asOf(touched, from), history.asOf(touched, to)));
  }

  private Map<StreamId, IntentView> views(List<IntentSummary> rows, LogPosition position) {
    Map<StreamId, IntentView> views = new HashMap<>();
    history
        .asOf(rows.stream().map(IntentSummary::id).toList(), position)
        .forEach(view -> views.put(StreamId.intent(view.state().intent().id()), view));
    return views;
  }
}
