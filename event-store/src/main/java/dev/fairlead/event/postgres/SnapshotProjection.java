package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Snapshot;
import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.event.Snapshots;
import dev.fairlead.event.Standing;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.StandingFold;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
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

  /** Who needs more to begin from has no snapshots that count. */
  private static final long MOST_REPLAYED = 100 * EVERY;

  private static final Duration GATHERS = Duration.ofMillis(100);
  private static final long UNKNOWN = -1;

  private final String name;
  private final dev.fairlead.event.postgres.schema.tables.Snapshot rows;
  private final LogReader log;
  private final SnapshotSeals seals;
  private final EventStoreObserver observer;
  private long at = UNKNOWN;
  private ChainCheck chain;
  private StandingFold whole = StandingFold.after(Standing.nothing());
  private Link previous = Link.NONE;
  private Map<StrategyId, Book> books = new HashMap<>();
  private Map<IntentId, Book> owners = new HashMap<>();

  /** The live one. */
  SnapshotProjection(LogReader log, SnapshotSeals seals, EventStoreObserver observer) {
    this(NAME, SNAPSHOT, log, seals, observer);
  }

  private SnapshotProjection(
      String name,
      dev.fairlead.event.postgres.schema.tables.Snapshot rows,
      LogReader log,
      SnapshotSeals seals,
      EventStoreObserver observer) {
    this.name = name;
    this.rows = rows;
    this.log = log;
    this.seals = seals;
    this.observer = observer;
    this.chain = new ChainCheck(seals.genesis());
  }

  @Override
  public Projection beside() {
    String table = Projection.beside(NAME);
    return new SnapshotProjection(table, SNAPSHOT.rename(table), log, seals.beside(), observer);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long revision() {
    return 2;
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
    return List.of(rows.STRATEGY, rows.POSITION, rows.WHOLE);
  }

  @Override
  public void replaced() {
    at = UNKNOWN;
  }

  @Override
  public void clear(DSLContext transaction) {
    transaction.deleteFrom(rows).execute();
    transaction.deleteFrom(seals.table()).execute();
  }

  /** What stands beside already may be what somebody put there. */
  @Override
  public boolean rebuildsFromNothing() {
    return true;
  }

  @Override
  public void forget(DSLContext transaction) {
    transaction.truncate(rows).execute();
    transaction.truncate(seals.table()).execute();
  }

  /** Nobody but who made the rows again vouches for them. */
  @Override
  public void besideIsLive(DSLContext transaction) {
    transaction.deleteFrom(seals.table()).execute();
    transaction
        .insertInto(seals.table())
        .select(transaction.selectFrom(seals.beside().table()))
        .execute();
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
    Due due = new Due();
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
    chain.follow(recorded);
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
    return books.computeIfAbsent(strategy, Book::new);
  }

  /** What is to be written, and which of it is of the whole log. */
  private static final class Due {
    private final List<Map<Field<?>, Object>> rows = new ArrayList<>();
    private final List<Link> whole = new ArrayList<>();

    Link add(Snapshot snapshot) {
      Map<Field<?>, Object> row = SnapshotRows.row(snapshot);
      rows.add(row);
      Link link = SnapshotRows.link(row);
      if (snapshot.strategy() == null) {
        whole.add(link);
      }
      return link;
    }
  }

  private void keep(RecordedEvent event, Due due) {
    Map<StrategyId, Link> latest = new HashMap<>();
    books.forEach((strategy, book) -> {
      if (book.moved) {
        book.keep(event, due);
      }
      latest.put(strategy, book.last);
    });
    whole.takeBegun();
    previous =
        due.add(new Snapshot(null, whole.standing(), event.hash(), previous, List.of(), latest));
    owners = new HashMap<>();
    books.values().forEach(this::own);
  }

  /** Intents that have ended are owned no more. */
  private void own(Book book) {
    book.fold.standing().open().forEach(each -> owners.put(each.intent(), book));
  }

  private void insert(Due due, DSLContext transaction) {
    if (!due.rows.isEmpty()) {
      Set<Field<?>> columns = due.rows.getFirst().keySet();
      transaction
          .batch(
              transaction
                  .insertInto(rows, columns)
                  .values(new @Nullable Object[columns.size()])
                  .onConflict(rows.STRATEGY, rows.POSITION, rows.WHOLE)
                  .doUpdate()
                  .setAllToExcluded())
          .bind(due.rows.stream().map(row -> row.values().toArray()).toArray(Object[][]::new))
          .execute();
    }
    due.whole.forEach(link -> seals.seal(link, transaction));
  }

  /** Brings what is in memory to a position: the last rows before it, and the events since. */
  private void load(long to, DSLContext transaction) {
    books = new HashMap<>();
    owners = new HashMap<>();
    Snapshots kept = new PostgresSnapshots(transaction, rows, log, seals, observer);
    Optional<Snapshot> last = kept.latest(new LogPosition(to));
    Standing from = last.map(Snapshot::standing).orElse(Standing.nothing());
    if (to - from.position().value() > MOST_REPLAYED) {
      throw new IllegalStateException(
          "none of the last %d snapshots counts: rebuild %s"
              .formatted(MOST_REPLAYED / EVERY, NAME));
    }
    chain = new ChainCheck(last.map(Snapshot::hash).orElseGet(seals::genesis));
    previous = last.map(SnapshotRows::row).map(SnapshotRows::link).orElse(Link.NONE);
    last.ifPresent(
        snapshot -> snapshot.latest().forEach((strategy, link) -> loadBook(strategy, link, kept)));
    whole = StandingFold.after(from);
    long reached = from.position().value();
    while (reached < to) {
      List<StoredEvent> page = log.after(reached, (int) Math.min(EVERY, to - reached));
      page.forEach(event -> work(event.decoded()));
      reached = page.getLast().position();
    }
  }

  private void loadBook(StrategyId strategy, Link link, Snapshots kept) {
    Snapshot last =
        kept.of(strategy, link)
            .orElseThrow(() ->
                new IllegalStateException(
                    "the snapshot of strategy %s at %s is gone or another one: rebuild %s"
                        .formatted(strategy, link.position(), NAME)));
    Book book = new Book(strategy, StandingFold.after(last.standing(), strategy), link);
    books.put(strategy, book);
    own(book);
  }

  /** One strategy since its last row. */
  private static final class Book {
    private final StrategyId strategy;
    private final StandingFold fold;
    private Link last;
    private boolean moved;

    /** Before its first. */
    Book(StrategyId strategy) {
      this(strategy, StandingFold.after(Standing.nothing(), strategy), Link.NONE);
    }

    Book(StrategyId strategy, StandingFold fold, Link last) {
      this.strategy = strategy;
      this.fold = fold;
      this.last = last;
    }

    void work(RecordedEvent event) {
      fold.apply(event);
      moved = true;
    }

    void keep(RecordedEvent at, Due due) {
      fold.passTo(at.position());
      List<Begun> begun = fold.takeBegun();
      last = due.add(new Snapshot(strategy, fold.standing(), at.hash(), last, begun, Map.of()));
      moved = false;
    }
  }
}
