package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.postgres.IndexSnapshot.Beginning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first row of the index of intents that is not what the events say. Goes through both in
 * the order in which intents began, with the index as it is now and the keys of events, which are
 * checked already, to find the events by. For one thread.
 */
final class IndexSearch {
  /** An intent, and what its events make of its row. */
  private record Told(UUID intent, IndexedIntent row) {}

  private final ConnectionSettings settings;
  private final RowPrint hashes;

  IndexSearch(ConnectionSettings settings, RowPrint print) {
    this.settings = settings;
    this.hashes = print.sibling();
  }

  Optional<Broken> run() throws SQLException {
    try (IndexSnapshot index = IndexSnapshot.take(settings);
        Connection reading = settings.reading();
        Lives lives = new Lives(reading, hashes, index.position());
        CopiedRows rows = index.rows("ORDER BY first_position")) {
      Told told = lives.next();
      Beginning kept = next(rows);
      while (told != null || kept != null) {
        if (told == null || (kept != null && kept.position() < told.row().begun())) {
          return never(kept);
        }
        if (kept == null || kept.position() > told.row().begun()) {
          return broken(told.row().begun(), "lacks intent " + told.intent());
        }
        if (!kept.intent().equals(told.intent())) {
          return never(kept);
        }
        if (IndexSnapshot.differs(rows, told.row(), kept.digest())) {
          return broken(told.row().begun(), "says otherwise of intent " + told.intent());
        }
        told = lives.next();
        kept = next(rows);
      }
      return Optional.empty();
    }
  }

  private @Nullable Beginning next(CopiedRows rows) throws SQLException {
    while (rows.next()) {
      try {
        return Beginning.of(rows, hashes);
      } catch (NullColumn e) {
        // What has no value counts for no row, and so is missed.
      }
    }
    return null;
  }

  private static Optional<Broken> never(@Nullable Beginning kept) {
    return Optional.ofNullable(kept)
        .flatMap(row ->
            broken(
                row.position(),
                "has a row for intent %s, which never was".formatted(row.intent())));
  }

  private static Optional<Broken> broken(long position, String what) {
    return Optional.of(IndexSnapshot.broken(position, what));
  }

  /** The lives of intents up to a position. */
  private static final class Lives implements AutoCloseable {
    private final CopiedRows events;
    private final ToldRows told;
    private long number;
    private @Nullable RawEvent ahead;

    Lives(Connection connection, RowPrint print, long upTo) throws SQLException {
      this.told = new ToldRows(print, upTo);
      this.events =
          new CopiedRows(
              connection,
              "SELECT k.stream, "
                  + StretchRows.COLUMNS
                  + " FROM fairlead.event_key k JOIN fairlead.event e ON e.position = k.position"
                  + " WHERE e.stream_kind = 'intent' AND k.position <= "
                  + upTo
                  + " ORDER BY k.stream, k.version");
      step();
    }

    private void step() throws SQLException {
      ahead = null;
      if (events.next()) {
        number = events.number();
        ahead = StretchRows.event(events);
      }
    }

    /** The next one that has a beginning; null after the last. */
    @Nullable Told next() throws SQLException {
      while (ahead != null) {
        StreamPart life = life(ahead);
        IndexedIntent row = life.indexed();
        if (life.intent().isPresent() && row != null && row.begun() > 0) {
          return new Told(life.intent().get(), row);
        }
      }
      return null;
    }

    private StreamPart life(RawEvent first) throws SQLException {
      long own = number;
      StreamPart life =
          new StreamPart(
              new StreamName(first.kind(), first.id()), first.version(), first.position());
      RawEvent event = first;
      while (event != null && number == own) {
        told.add(event, life);
        step();
        event = ahead;
      }
      return life;
    }

    @Override
    public void close() throws SQLException {
      events.close();
    }
  }
}
