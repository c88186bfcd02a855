package dev.fairlead.event;

import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How intents stood at any position: the snapshot before it, and the events since. Without
 * snapshots the answers are the same and take longer. Safe for use by many threads.
 */
public final class Standings {
  private static final int PAGE = 1000;

  private final EventLog log;
  private final Snapshots snapshots;

  public Standings(EventLog log, Snapshots snapshots) {
    this.log = log;
    this.snapshots = snapshots;
  }

  /** Of the whole log, as of a position that it has reached. */
  public Standing at(LogPosition position) {
    Standing from = snapshots.latest(position).map(Snapshot::standing).orElse(Standing.nothing());
    StandingFold fold = StandingFold.after(from);
    replay(from.position(), position, fold::apply);
    return fold.standing();
  }

  /** Of one strategy, as of a position that the log has reached. */
  public Standing at(StrategyId strategy, LogPosition position) {
    Kept kept = kept(strategy, position);
    @Nullable Snapshot last = kept.last();
    StandingFold fold =
        StandingFold.after(last == null ? Standing.nothing() : last.standing(), strategy);
    fold.passTo(kept.upTo());
    replay(kept.upTo(), position, fold::apply);
    return fold.standing();
  }

  /** The strategy's intents that had begun by a position, newest first. */
  public List<Begun> begun(StrategyId strategy, LogPosition position, int limit) {
    Kept kept = kept(strategy, position);
    List<Begun> begun = new ArrayList<>();
    add(begun, begunBetween(strategy, kept.upTo(), position), limit);
    @Nullable Snapshot at = kept.last();
    while (at != null && begun.size() < limit) {
      add(begun, at.begun(), limit);
      Link previous = at.previous();
      if (previous.equals(Link.NONE)) {
        return begun;
      }
      at = snapshots.of(strategy, previous).orElse(null);
      if (at == null) {
        add(begun, begunBetween(strategy, LogPosition.START, previous.position()), limit);
      }
    }
    return begun;
  }

  private static void add(List<Begun> to, List<Begun> oldestFirst, int limit) {
    oldestFirst.reversed().stream().limit(limit - (long) to.size()).forEach(to::add);
  }

  private List<Begun> begunBetween(StrategyId strategy, LogPosition after, LogPosition upTo) {
    StandingFold fold = StandingFold.after(Standing.nothing(), strategy);
    replay(after, upTo, fold::apply);
    return fold.takeBegun();
  }

  /**
   * What is kept of a strategy.
   *
   * @param upTo the strategy's events are in {@code last} up to here
   */
  private record Kept(LogPosition upTo, @Nullable Snapshot last) {}

  private Kept kept(StrategyId strategy, LogPosition position) {
    Optional<Snapshot> whole = snapshots.latest(position);
    if (whole.isEmpty()) {
      return new Kept(LogPosition.START, null);
    }
    LogPosition upTo = whole.get().standing().position();
    Link latest = whole.get().latest().get(strategy);
    if (latest == null) {
      return new Kept(upTo, null);
    }
    return snapshots
        .of(strategy, latest)
        .map(last -> new Kept(upTo, last))
        .orElse(new Kept(LogPosition.START, null));
  }

  private void replay(LogPosition after, LogPosition upTo, Consumer<RecordedEvent> each) {
    LogPosition at = after;
    while (upTo.isAfter(at)) {
      List<RecordedEvent> page = log.readAll(at, (int) Math.min(PAGE, upTo.value() - at.value()));
      if (page.isEmpty()) {
        throw new IllegalArgumentException("the log has not reached position " + upTo);
      }
      page.forEach(each);
      at = page.getLast().position();
    }
  }
}
