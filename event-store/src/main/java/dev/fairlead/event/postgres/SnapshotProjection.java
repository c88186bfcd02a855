package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Snapshot;
import dev.fairlead.event.Standing;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.StandingFold;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how intents stand at every thousandth position. What lies between is worked on in memory;
 * when another node took a turn meanwhile, or this one is new, it goes on from the last rows.
 */
final class SnapshotProjection implements Projection {
  static final String NAME = "snapshot";

  /** So many events are replayed at most for an answer. */
  static final long EVERY = 1000;

  private static final Duration GATHERS = Duration.ofMillis(100);
  private static final long UNKNOWN = -1;

  private final String name;
  private final dev.fairlead.event.postgres.schema.tables.Snapshot rows;
  private final LogReader log;
  private long at = UNKNOWN;
  private StandingFold whole = StandingFold.after(Standing.nothing());
  private LogPosition previous = LogPosition.START;
  private Map<StrategyId, Book> books = new HashMap<>();
  private Map<IntentId, Book> owners = new HashMap<>();

  /** The live one. */
  SnapshotProjection(LogReader log) {
    this(NAME, SNAPSHOT, log);
  }

  private SnapshotProjection(
      String name, dev.fairlead.event.postgres.schema.tables.Snapshot rows, LogReader log) {
    this.name = name;
    this.rows = rows;
    this.log = log;
  }

  @Override
  public Projection beside() {
    String table = Projection.beside(NAME);
    return new SnapshotProjection(table, SNAPSHOT.rename(table), log);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long revision() {
    return 1;
  }

  @Override
  public EventFilter filter() {
    return EventFilter.all();
  }

  /** Nobody waits for a snapshot: until it is there, its events are replayed. */
  @Override
  public Duration gathers() {
    return GATHERS;
  }

  @Override
  public Table<?> table() {
    return rows;
  }

  @Override
  public List<Field<?>> key() {
    return List.of(rows.STRATEGY, rows.POSITION);
  }

  @Override
  public void replaced() {
    at = UNKNOWN;
  }

  @Override
  public void apply(List<RecordedEvent> events, DSLContext transaction) {
    if (events.isEmpty()) {
      return;
    }
    long before = events.getFirst().position().value() - 1;
    long last = events.getLast().position().value();
    boolean goesOn = at == before;
    at = UNKNOWN;
    if (!goesOn) {
      if (before / EVERY == last / EVERY) {
        return;
      }
      load(before, transaction);
    }
    List<Map<Field<?>, Object>> due = new ArrayList<>();
    for (RecordedEvent event : events) {
      work(event);
      if (event.position().value() % EVERY == 0) {
        keep(event, due);
      }
    }
    insert(due, transaction);
    at = last;
  }

  /** An event of a life that is not open changes nothing, as in {@link StandingFold}. */
  private void work(RecordedEvent recorded) {
    whole.apply(recorded);
    if (!(recorded.event() instanceof IntentEvent event)) {
      return;
    }
    Book book =
        switch (event) {
          case IntentEvent.Accepted accepted -> book(accepted.intent().strategy());
          case IntentEvent.Refused refused -> book(refused.intent().strategy());
          default -> owners.get(event.id());
        };
    if (book != null) {
      owners.put(event.id(), book);
      book.work(recorded);
    }
  }

  private Book book(StrategyId strategy) {
    return books.computeIfAbsent(strategy, each -> new Book(each, null));
  }

  private void keep(RecordedEvent event, List<Map<Field<?>, Object>> due) {
    Map<StrategyId, LogPosition> latest = new HashMap<>();
    books.forEach((strategy, book) -> {
      if (book.moved) {
        due.add(SnapshotRows.row(book.keep(event)));
      }
      latest.put(strategy, book.last);
    });
    whole.takeBegun();
    due.add(
        SnapshotRows.row(
            new Snapshot(null, whole.standing(), event.hash(), previous, List.of(), latest)));
    previous = event.position();
    owners = new HashMap<>();
    books.values().forEach(this::own);
  }

  /** Intents that have ended are owned no more. */
  private void own(Book book) {
    book.fold.standing().open().forEach(each -> owners.put(each.intent(), book));
  }

  private void insert(List<Map<Field<?>, Object>> due, DSLContext transaction) {
    if (!due.isEmpty()) {
      transaction
          .batch(
              due.stream()
                  .map(row -> transaction.insertInto(rows).set(row).onConflictDoNothing())
                  .toList())
          .execute();
    }
  }

  /** Brings what is in memory to a position: the last rows before it, and the events since. */
  private void load(long to, DSLContext transaction) {
    books = new HashMap<>();
    owners = new HashMap<>();
    Record row =
        transaction
            .selectFrom(rows)
            .where(rows.STRATEGY.eq(SnapshotRows.WHOLE_LOG))
            .and(rows.POSITION.le(to))
            .orderBy(rows.POSITION.desc())
            .limit(1)
            .fetchOne();
    Standing from = Standing.nothing();
    previous = LogPosition.START;
    if (row != null) {
      Snapshot last = SnapshotRows.snapshot(row);
      from = last.standing();
      previous = from.position();
      last.latest().forEach((strategy, position) -> loadBook(strategy, position, transaction));
    }
    whole = StandingFold.after(from);
    long reached = from.position().value();
    while (reached < to) {
      List<StoredEvent> page = log.after(reached, (int) Math.min(EVERY, to - reached));
      page.forEach(event -> work(event.decoded()));
      reached = page.getLast().position();
    }
  }

  private void loadBook(StrategyId strategy, LogPosition position, DSLContext transaction) {
    Record row =
        transaction
            .selectFrom(rows)
            .where(rows.STRATEGY.eq(strategy.value()))
            .and(rows.POSITION.eq(position.value()))
            .fetchOne();
    if (row == null) {
      throw new IllegalStateException(
          "the snapshot of strategy %s at %s is gone: rebuild %s"
              .formatted(strategy, position, NAME));
    }
    Book book = new Book(strategy, SnapshotRows.snapshot(row));
    books.put(strategy, book);
    own(book);
  }

  /** One strategy since its last row. */
  private static final class Book {
    private final StrategyId strategy;
    private final StandingFold fold;
    private LogPosition last;
    private boolean moved;

    Book(StrategyId strategy, @Nullable Snapshot from) {
      this.strategy = strategy;
      this.fold = StandingFold.after(from == null ? Standing.nothing() : from.standing(), strategy);
      this.last = from == null ? LogPosition.START : from.standing().position();
    }

    void work(RecordedEvent event) {
      fold.apply(event);
      moved = true;
    }

    Snapshot keep(RecordedEvent at) {
      fold.passTo(at.position());
      List<Begun> begun = fold.takeBegun();
      Bytes32 hash = at.hash();
      Snapshot kept = new Snapshot(strategy, fold.standing(), hash, last, begun, Map.of());
      last = at.position();
      moved = false;
      return kept;
    }
  }
}
