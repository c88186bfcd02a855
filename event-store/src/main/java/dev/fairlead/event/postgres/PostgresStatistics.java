package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;

import dev.fairlead.event.Cursors;
import dev.fairlead.event.LogStatistics;
import dev.fairlead.event.Projections;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Counts and sizes, from PostgreSQL's and TimescaleDB's own views. */
final class PostgresStatistics implements LogStatistics {
  private final DSLContext database;
  private final Cursors cursors;
  private final Projections projections;

  PostgresStatistics(DSLContext database, Cursors cursors, Projections projections) {
    this.database = database;
    this.cursors = cursors;
    this.projections = projections;
  }

  @Override
  public LogStats read(Instant from, Instant to, Bucket bucket) {
    Edition edition = edition();
    boolean chunked = edition.timescale().isPresent();
    return reading(
        "reading the log's statistics",
        () ->
            new LogStats(
                new LogReader(database).head().toLogHead(),
                edition,
                count("fairlead.stream"),
                count("fairlead.seal"),
                types(from, to),
                times(from, to, bucket),
                tables(chunked),
                chunked ? chunks() : List.of(),
                projections.states(),
                cursors.list()));
  }

  @Override
  public Edition edition() {
    return reading(
        "looking for TimescaleDB",
        () -> {
          var row =
              database.fetchSingle(
                  "SELECT current_setting('server_version'),"
                      + " (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'),"
                      + " current_setting('timescaledb.license', true)");
          Optional<String> timescale = Optional.ofNullable(row.get(1, String.class));
          return new Edition(
              String.valueOf(row.get(0, String.class)),
              timescale,
              timescale.flatMap(_ -> Optional.ofNullable(row.get(2, String.class))));
        });
  }

  private long count(String table) {
    return database.fetchSingle("SELECT count(*) FROM " + table).get(0, long.class);
  }

  private List<TypeCount> types(Instant from, Instant to) {
    return database
        .resultQuery(
            "SELECT e.type, count(*), sum(octet_length(e.payload)) FROM fairlead.event e"
                + within()
                + " GROUP BY e.type ORDER BY count(*) DESC, e.type",
            bounds(from, to))
        .fetch(row ->
            new TypeCount(
                String.valueOf(row.get(0, String.class)),
                row.get(1, long.class),
                row.get(2, long.class)));
  }

  private List<TimeCount> times(Instant from, Instant to, Bucket bucket) {
    String unit =
        switch (bucket) {
          case HOUR -> "hour";
          case DAY -> "day";
        };
    return database
        .resultQuery(
            "SELECT date_trunc('"
                + unit
                + "', s.recorded_at, 'UTC'), sum(s.position - s.first_position + 1)"
                + " FROM fairlead.seal s WHERE s.recorded_at >= CAST(? AS timestamptz) AND s.recorded_at < CAST(? AS timestamptz)"
                + " GROUP BY 1 ORDER BY 1",
            at(from),
            at(to))
        .fetch(row ->
            new TimeCount(row.get(0, OffsetDateTime.class).toInstant(), row.get(1, long.class)));
  }

  /** By position, which is what the events are chunked by; the seals know the times. */
  private static String within() {
    return " WHERE e.position >= (SELECT coalesce(min(first_position), 9223372036854775807)"
        + " FROM fairlead.seal WHERE recorded_at >= CAST(? AS timestamptz))"
        + " AND e.position <= (SELECT coalesce(max(position), 0)"
        + " FROM fairlead.seal WHERE recorded_at < CAST(? AS timestamptz))";
  }

  private static Object[] bounds(Instant from, Instant to) {
    return new Object[] {at(from), at(to)};
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private List<TableSize> tables(boolean chunked) {
    List<TableSize> sizes = new ArrayList<>();
    database
        .resultQuery(
            "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = 'fairlead' AND c.relkind = 'r' ORDER BY c.relname")
        .forEach(row ->
            sizes.add(
                new TableSize(String.valueOf(row.get(0, String.class)), row.get(1, long.class))));
    if (!chunked) {
      return sizes;
    }
    long events =
        database
            .fetchSingle("SELECT coalesce(hypertable_size('fairlead.event'), 0)")
            .get(0, long.class);
    return sizes.stream()
        .map(size -> size.table().equals("event") ? new TableSize("event", events) : size)
        .toList();
  }

  private List<Chunk> chunks() {
    return database
        .resultQuery(
            "SELECT c.chunk_name, c.range_start_integer, c.range_end_integer - 1, c.is_compressed,"
                + " pg_total_relation_size(format('%I.%I', c.chunk_schema, c.chunk_name)::regclass)"
                + " FROM timescaledb_information.chunks c"
                + " WHERE c.hypertable_schema = 'fairlead' AND c.hypertable_name = 'event'"
                + " ORDER BY c.range_start_integer")
        .fetch(row ->
            new Chunk(
                String.valueOf(row.get(0, String.class)),
                new LogPosition(row.get(1, long.class)),
                new LogPosition(row.get(2, long.class)),
                row.get(4, long.class),
                Boolean.TRUE.equals(row.get(3, Boolean.class))));
  }
}
