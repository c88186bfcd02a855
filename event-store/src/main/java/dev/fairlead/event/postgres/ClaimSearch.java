package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the first row of a table of claims that is not what the events tell. For one thread. */
final class ClaimSearch {
  /**
   * An event that rests on a claim.
   *
   * @param claim null when it does not tell of it
   */
  private record Told(long position, UUID intent, ClaimTable.@Nullable Row claim) {}

  private final ConnectionSettings settings;
  private final ClaimTable table;
  private final RowPrint print;
  private final Map<RowPrint.Digest, UUID> holders = new HashMap<>();

  ClaimSearch(ConnectionSettings settings, ClaimTable table, RowPrint print) {
    this.settings = settings;
    this.table = table;
    this.print = print.sibling();
  }

  /** Goes through both in the order of positions, up to one. */
  Optional<Broken> run(long upTo) throws SQLException {
    try (Connection one = settings.reading();
        Connection other = settings.reading();
        CopiedRows events = events(one, upTo);
        CopiedRows rows = table.rows(other, upTo)) {
      Told told = next(events);
      ClaimTable.Row kept = row(rows);
      while (told != null || kept != null) {
        long at = Math.min(position(told), kept == null ? Long.MAX_VALUE : kept.position());
        boolean isTold = position(told) == at;
        boolean isKept = kept != null && kept.position() == at;
        Optional<Broken> broken = compare(at, isTold ? told : null, isKept ? kept : null);
        if (broken.isPresent()) {
          return broken;
        }
        told = isTold ? next(events) : told;
        kept = isKept ? row(rows) : kept;
      }
      return Optional.empty();
    }
  }

  private static long position(@Nullable Told told) {
    return told == null ? Long.MAX_VALUE : told.position();
  }

  private CopiedRows events(Connection connection, long upTo) throws SQLException {
    String types = table.types().stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    return new CopiedRows(
        connection,
        "SELECT position, stream_id, type, payload FROM fairlead.event WHERE position <= "
            + upTo
            + " AND stream_kind = 'intent' AND type IN ("
            + types
            + ") ORDER BY position");
  }

  private static ClaimTable.@Nullable Row row(CopiedRows rows) throws SQLException {
    while (rows.next()) {
      try {
        return ClaimTable.row(rows.number(), rows);
      } catch (NullColumn e) {
        // What has no value counts for no row, and so is missed.
      }
    }
    return null;
  }

  /** The next event that took a claim; one that an intent has already is not taken again. */
  private @Nullable Told next(CopiedRows events) throws SQLException {
    while (events.next()) {
      long position = events.number();
      String id = events.text();
      UUID intent = UUID.fromString(id);
      Optional<ClaimTable.Row> claim =
          ToldClaims.of(id, events.text(), events.bytes())
              .map(told -> ClaimTable.row(told, position));
      if (claim.isEmpty()) {
        return new Told(position, intent, null);
      }
      if (table == ClaimTable.IDEMPOTENCY_KEY
          || !intent.equals(holders.putIfAbsent(claim.get().target(print), intent))) {
        return new Told(position, intent, claim.get());
      }
    }
    return null;
  }

  private Optional<Broken> compare(long at, @Nullable Told told, ClaimTable.@Nullable Row kept) {
    if (told == null) {
      return broken(at, "has a row that no event tells of");
    }
    ClaimTable.Row claim = told.claim();
    if (claim == null) {
      return kept == null || kept.isOf(told.intent())
          ? Optional.empty()
          : broken(at, "has another intent's row for the event");
    }
    if (kept == null) {
      return broken(at, "lacks the claim that the event tells of");
    }
    return claim.digest(print).equals(kept.digest(print))
        ? Optional.empty()
        : broken(at, "has another claim than the event tells of");
  }

  private Optional<Broken> broken(long position, String what) {
    return Optional.of(
        new Broken(
            new LogPosition(Math.max(0, position)), Fault.LOOKUP, table.table() + " " + what));
  }
}
