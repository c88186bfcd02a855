package dev.fairlead.event.postgres;

import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * Where the live rows of a projection and those beside differ, to the byte. What is found while
 * both still grow is noted, so that only what came since is compared when they stand still.
 */
final class Differences {
  private static final String NOTED = "rebuild_noted";

  private final String live;
  private final String beside;
  private final List<String> key;
  private boolean noted;
  private long compared = Long.MIN_VALUE;
  private long counted;

  Differences(Projection projection) {
    this.live = "fairlead." + projection.table().getName();
    this.beside = Projection.beside(live);
    this.key = projection.key().stream().map(Field::getName).toList();
  }

  /**
   * Notes the keys of rows that differ and were written up to here, which the rows beside must have
   * reached. Only for rows that keep the position of their event, and never change.
   */
  void note(DSLContext own, long upTo) {
    if (!noted) {
      own.execute(
          "CREATE TEMPORARY TABLE %s AS SELECT %s FROM %s o LIMIT 0"
              .formatted(NOTED, keys("o"), live));
      noted = true;
    }
    String range = since() + " AND o.position <= " + upTo;
    note(own, range, live, beside);
    note(own, range, beside, live);
    counted += count(own, beside, range);
    compared = upTo;
  }

  private void note(DSLContext own, String range, String table, String other) {
    own.execute(
        "INSERT INTO %s SELECT %s FROM %s o WHERE %s AND NOT EXISTS (%s)"
            .formatted(NOTED, keys("o"), table, range, same(other)));
  }

  /** Whether there are live rows that are not beside. */
  boolean anyWrong(DSLContext transaction) {
    return scopes().stream()
        .anyMatch(scope ->
            transaction
                .fetchSingle("SELECT EXISTS (SELECT FROM " + without(live, scope, beside) + ")")
                .into(boolean.class));
  }

  /** Takes them away; how many there were. */
  long remove(DSLContext transaction) {
    long removed = 0;
    for (String scope : scopes()) {
      removed += transaction.execute("DELETE FROM " + without(live, scope, beside));
    }
    return removed;
  }

  /**
   * Adds the rows beside that are not live, once no live row is wrong; how many there were. As many
   * live ones as beside are then the same ones.
   */
  long add(DSLContext transaction) {
    long added = noted ? add(transaction, noted()) : 0;
    return count(transaction, live, since()) == count(transaction, beside, since())
        ? added
        : added + add(transaction, since());
  }

  private long add(DSLContext transaction, String scope) {
    return transaction.execute(
        "INSERT INTO %s SELECT o.* FROM %s".formatted(live, without(beside, scope, live)));
  }

  /** How many rows are beside; those that were compared before were counted then. */
  long rows(DSLContext transaction) {
    return counted + count(transaction, beside, since());
  }

  private static long count(DSLContext own, String table, String range) {
    return own.fetchSingle("SELECT count(*) FROM %s o WHERE %s".formatted(table, range))
        .into(long.class);
  }

  /** The rows to look at: those that were noted, and those that changed since. */
  private List<String> scopes() {
    return noted ? List.of(noted(), since()) : List.of(since());
  }

  private String noted() {
    return "(%s) IN (SELECT %s FROM %s n)".formatted(keys("o"), keys("n"), NOTED);
  }

  /** What is not compared yet. */
  private String since() {
    return compared == Long.MIN_VALUE ? "true" : "o.position > " + compared;
  }

  private String without(String table, String scope, String other) {
    return "%s o WHERE %s AND NOT EXISTS (%s)".formatted(table, scope, same(other));
  }

  /** The row of the other table that is the same, to the byte. */
  private String same(String other) {
    String keys =
        key.stream().map("i.%1$s = o.%1$s"::formatted).collect(Collectors.joining(" AND "));
    return "SELECT FROM %s i WHERE %s AND ROW(i.*) IS NOT DISTINCT FROM ROW(o.*)"
        .formatted(other, keys);
  }

  private String keys(String alias) {
    return key.stream().map(name -> alias + "." + name).collect(Collectors.joining(", "));
  }
}
