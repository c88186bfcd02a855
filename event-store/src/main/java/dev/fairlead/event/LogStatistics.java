package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How much is in the log and what it takes, asked of the database. Safe for many threads. */
public interface LogStatistics {
  /**
   * Reads them; the counts by type and time look at every event recorded in the time asked for.
   *
   * @param from events recorded at or after this
   * @param to and before this
   */
  LogStats read(Instant from, Instant to, Bucket bucket);

  /** What the database runs on. */
  Edition edition();

  /** The length of time that counts are for. */
  enum Bucket {
    HOUR,
    DAY
  }

  /**
   * The server.
   *
   * @param timescale the version of TimescaleDB, if it is there
   * @param license of TimescaleDB: {@code apache}, without compression and retention policies, or
   *     {@code timescale}, the community edition
   */
  record Edition(String postgres, Optional<String> timescale, Optional<String> license) {
    /** In a few words, for people. */
    public String words() {
      return "PostgreSQL "
          + postgres
          + timescale
              .map(version ->
                  ", TimescaleDB "
                      + version
                      + " ("
                      + (license.orElse("").equals("timescale")
                          ? "community edition"
                          : "Apache edition")
                      + ")")
              .orElse(", without TimescaleDB");
    }
  }

  /** Everything at one moment, more or less. */
  record LogStats(
      LogHead head,
      Edition edition,
      long streams,
      long seals,
      List<TypeCount> types,
      List<TimeCount> times,
      List<TableSize> tables,
      List<Chunk> chunks,
      List<Projections.State> projections,
      List<Cursor> cursors) {
    public LogStats {
      types = List.copyOf(types);
      times = List.copyOf(times);
      tables = List.copyOf(tables);
      chunks = List.copyOf(chunks);
      projections = List.copyOf(projections);
      cursors = List.copyOf(cursors);
    }
  }

  /** How many events of a type, and the bytes of their payloads. */
  record TypeCount(String type, long events, long bytes) {}

  /** How many events in the bucket that begins here. */
  record TimeCount(Instant start, long events) {}

  /** What a table takes on disk, its indexes included. */
  record TableSize(String table, long bytes) {}

  /** A chunk of the events, by position. */
  record Chunk(String name, LogPosition from, LogPosition to, long bytes, boolean compressed) {}
}
