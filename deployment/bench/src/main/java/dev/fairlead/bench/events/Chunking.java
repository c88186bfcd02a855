package dev.fairlead.bench.events;

import java.util.List;

/**
 * A way to chunk a table.
 *
 * @param name for people
 * @param key the columns of the only unique key; by time, PostgreSQL wants the time in it
 * @param hypertable the arguments that make the table a hypertable; empty for none
 */
record Chunking(String name, String key, String hypertable) {
  private static final String NO_OTHER_INDEX = ", create_default_indexes => false";

  static final List<Chunking> ALL =
      List.of(
          new Chunking("plain", "position", ""),
          byPosition(10_000),
          byPosition(100_000),
          byPosition(1_000_000),
          byTime("1 second", NO_OTHER_INDEX),
          byTime("1 day", NO_OTHER_INDEX),
          byTime("1 day", ""));

  private static Chunking byPosition(int positions) {
    return new Chunking(
        "by position, %,d a chunk".formatted(positions),
        "position",
        ", by_range('position', %d::bigint)".formatted(positions) + NO_OTHER_INDEX);
  }

  private static Chunking byTime(String interval, String indexes) {
    return new Chunking(
        "by time, " + interval + (indexes.isEmpty() ? ", and an index by time" : ""),
        "position, at",
        ", by_range('at', interval '%s')".formatted(interval) + indexes);
  }
}
