package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.LogDatabase.Login;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each role may do to each table, and nothing more. */
final class LeastRightsTest {
  private static final String ALL = "INSERT,UPDATE,DELETE";
  private static final String ALL_AND_EMPTY = ALL + ",TRUNCATE";

  /** What the appender may write; all else it only reads. */
  private static final List<String> APPENDER =
      List.of(
          "account_nonce_beside " + ALL_AND_EMPTY,
          "block_gas INSERT",
          "block_seen INSERT",
          "checkpoint INSERT",
          "idempotency_key_beside " + ALL_AND_EMPTY,
          "intent_index " + ALL,
          "intent_index_beside " + ALL_AND_EMPTY,
          "market_pool INSERT",
          "market_pool_state INSERT",
          "market_quote INSERT",
          "market_sight INSERT",
          "merkle_node INSERT",
          "projection " + ALL,
          "reader_cursor " + ALL,
          "snapshot " + ALL,
          "snapshot_beside " + ALL_AND_EMPTY,
          "snapshot_seal " + ALL,
          "snapshot_seal_beside " + ALL_AND_EMPTY);

  private static final List<String> PERMANENT =
      List.of(
          "event",
          "seal",
          "event_key",
          "stream",
          "idempotency_key",
          "account_nonce",
          "log_head",
          "merkle_node",
          "checkpoint",
          "block_seen");

  private final LogFixture fixture = new LogFixture();

  @BeforeEach
  void write() {
    try (EventStore store = fixture.open()) {
      append(store.log(), stream("s"), 0, "a", "b");
      store.evidence().checkpoint();
    }
    fixture.execute(
        fixture.database().writer(),
        "INSERT INTO block_seen (hash, chain, number, parent, mined_at, seen_at, position)"
            + " VALUES ('\\x01', 1, 1, '\\x00', now(), now(), 1)");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void refused(Login login, String sql) {
    assertThatThrownBy(() -> fixture.execute(login, sql))
        .as("%s: %s", login.user(), sql)
        .isInstanceOf(LogFixture.DatabaseRefused.class)
        .hasMessageMatching("(?s).*(permission denied|must be owner|append-only).*");
  }

  private List<String> tables() {
    return fixture
        .query(
            "SELECT relname FROM pg_class WHERE relnamespace = 'fairlead'::regnamespace"
                + " AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname")
        .lines()
        .toList();
  }

  private List<String> granted(String role) {
    return fixture
        .query(
            "SELECT c.relname || ' ' || string_agg(p.name, ',' ORDER BY p.n) FROM pg_class c,"
                + " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])"
                + " WITH ORDINALITY p (name, n)"
                + " WHERE c.relnamespace = 'fairlead'::regnamespace"
                + " AND c.relkind IN ('r', 'p', 'v', 'm')"
                + (" AND has_table_privilege('" + role + "', c.oid, p.name)")
                + " GROUP BY c.relname ORDER BY c.relname")
        .lines()
        .toList();
  }

  private String columns(String table) {
    return fixture.query(
        "SELECT min(quote_ident(column_name)) FROM information_schema.columns"
            + " WHERE table_schema = 'fairlead' AND table_name = '"
            + table
            + "'");
  }

  /** What no role but the owner may do to a table that it may not write. */
  private List<String> changes(String table) {
    String column = columns(table);
    return List.of(
        "UPDATE %s SET %s = %s".formatted(table, column, column),
        "DELETE FROM " + table,
        "TRUNCATE " + table,
        "INSERT INTO %s SELECT * FROM %s".formatted(table, table));
  }

  private static List<String> definitions(String table) {
    return List.of(
        "ALTER TABLE %s DISABLE TRIGGER ALL".formatted(table),
        "ALTER TABLE %s ADD COLUMN mine text".formatted(table),
        "ALTER TABLE %s OWNER TO CURRENT_USER".formatted(table),
        "CREATE TRIGGER mine BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            .formatted(table),
        "CREATE INDEX mine ON %s ((1))".formatted(table),
        "DROP TABLE " + table);
  }

  @Test
  @DisplayName("failures #137: the roles have the least rights, table by table")
  void grantsTheLeast() {
    assertThat(granted("fairlead_appender")).isEqualTo(APPENDER);
    assertThat(granted("fairlead_reader")).isEmpty();
    assertThat(granted(fixture.database().writer().user())).isEqualTo(APPENDER);
    assertThat(granted(fixture.database().reader().user())).isEmpty();
    assertThat(
            fixture.query(
                "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'fairlead'::regnamespace"
                    + " AND has_function_privilege('fairlead_appender', p.oid, 'EXECUTE')"
                    + " ORDER BY p.proname"))
        .isEqualTo("append_commit\nappend_event\nforget_market\nopen_log\nthin_out_checkpoints");
    assertThat(
            fixture.query(
                "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'fairlead'::regnamespace"
                    + " AND has_function_privilege('fairlead_reader', p.oid, 'EXECUTE')"))
        .isEmpty();
  }

  @Test
  @DisplayName("failures #137: each role is refused each change of each table that is not its own")
  void refusesEveryOtherChange() {
    List<String> own = new ArrayList<>();
    APPENDER.forEach(line -> own.add(line.substring(0, line.indexOf(' '))));
    assertThat(tables()).containsAll(own).containsAll(PERMANENT);
    for (String table : tables()) {
      changes(table).forEach(sql -> refused(fixture.database().reader(), sql));
      if (!own.contains(table)) {
        changes(table).forEach(sql -> refused(fixture.database().writer(), sql));
      }
      if (!own.contains(table) || !table.endsWith("_beside")) {
        refused(fixture.database().writer(), "TRUNCATE " + table);
      }
      for (String sql : definitions(table)) {
        refused(fixture.database().reader(), sql);
        refused(fixture.database().writer(), sql);
      }
    }
  }

  /** A call of {@code append_event} with both claims. */
  private static String lone() {
    return """
    SELECT fairlead.append_event(
      h.position, h.hash, h.epoch, h.position + 1, '\\x00', pg_catalog.now(), 9001, 'k', 'lone', 1,
      pg_catalog.gen_random_uuid(), 't9-1', '\\x00', 'key', '\\x00', 'principal', 'lone', '\\x00', 9001,
      '\\x00', 1, pg_catalog.gen_random_uuid())
      FROM fairlead.log_head h
    """;
  }

  /** A call of {@code append_commit} for so many events. */
  private static String commit(int events) {
    return """
    SELECT fairlead.append_commit(
      h.position, h.hash, h.epoch, h.position + %1$d, '\\x00', pg_catalog.now(), s.streams, s.texts,
      s.texts, s.ones, s.ids, s.texts, s.bytes, s.bytes, s.bytes, 'key', '\\x00', '{principal}', s.texts[1:1], '{"\\\\x00"}',
      s.ids[1:1], '{1}', s.streams[1:1], '{"\\\\x00"}', '{1}', s.ids[1:1], '{1}')
      FROM fairlead.log_head h,
           (SELECT pg_catalog.array_agg(n) AS streams,
                   pg_catalog.array_agg(t || n::text) AS texts,
                   pg_catalog.array_agg(1::bigint) AS ones,
                   pg_catalog.array_agg(pg_catalog.gen_random_uuid()) AS ids,
                   pg_catalog.array_agg('\\x00'::bytea) AS bytes
              FROM pg_catalog.generate_series(%1$d001::bigint, %1$d00%1$d) n,
                   (VALUES ('t%1$d-')) v (t)) s
    """
        .formatted(events);
  }

  @Test
  @DisplayName(
      "failures #137: no role makes anything of its own where the log's names are looked up")
  void refusesToCreate() {
    for (String sql :
        List.of(
            "CREATE TABLE fairlead.mine (a integer)",
            "CREATE TABLE public.mine (a integer)",
            "CREATE FUNCTION fairlead.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA mine",
            "ALTER SCHEMA fairlead RENAME TO mine",
            "DROP SCHEMA fairlead CASCADE",
            "ALTER FUNCTION fairlead.open_log OWNER TO CURRENT_USER",
            "CREATE OR REPLACE FUNCTION fairlead.refuse_change() RETURNS trigger LANGUAGE plpgsql"
                + " AS 'BEGIN RETURN OLD; END'")) {
      refused(fixture.database().writer(), sql);
      refused(fixture.database().reader(), sql);
    }
  }

  @Test
  @DisplayName("failures #137: triggers refuse even the owner to empty what is permanent")
  void triggersRefuseTheOwnerToEmptyATable() {
    for (String table : PERMANENT) {
      refused(fixture.database().owner(), "TRUNCATE " + table);
      if (!fixture.query("SELECT count(*) FROM " + table).equals("0")) {
        refused(fixture.database().owner(), "DELETE FROM " + table);
      }
    }
  }

  @Test
  void keepsABlockAsItWasSeen() {
    Login writer = fixture.database().writer();
    Login owner = fixture.database().owner();
    refused(writer, "UPDATE block_seen SET number = 2");
    refused(owner, "UPDATE block_seen SET number = 2");
    refused(owner, "UPDATE block_seen SET position = 0");
    assertThat(fixture.query("SELECT number, position FROM block_seen")).isEqualTo("1|1");
  }

  /** Runs as whoever calls it, and writes down who that was. */
  private static String trap(String signature, String returns, String answer) {
    return ("CREATE FUNCTION evil.%s RETURNS %s LANGUAGE plpgsql AS"
            + " $$ BEGIN INSERT INTO evil.caught VALUES (current_user); %s; END $$")
        .formatted(signature, returns, answer);
  }

  private static List<String> trappedOperators() {
    List<String> traps = new ArrayList<>();
    for (String type :
        List.of("name", "text", "oid", "integer", "bigint", "bytea", "timestamptz")) {
      traps.add(trap("eq(%s, %s)".formatted(type, type), "boolean", "RETURN true"));
      for (String operator : List.of("=", "<", "<=", ">", ">=")) {
        traps.add(
            "CREATE OPERATOR evil.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.eq)"
                .formatted(operator, type, type));
      }
    }
    traps.add(trap("plus(bigint, bigint)", "bigint", "RETURN 0"));
    traps.add("CREATE OPERATOR evil.+ (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = evil.plus)");
    return traps;
  }

  @Test
  @DisplayName(
      "failures #137: a writer's own functions and operators never run with the owner's rights")
  void runsNothingOfTheCallersAsTheOwner() {
    Login writer = fixture.database().writer();
    fixture.execute(
        fixture.database().owner(),
        "GRANT CREATE ON DATABASE "
            + fixture.query("SELECT current_database()")
            + " TO "
            + writer.user(),
        "CREATE FUNCTION unguarded() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
            + " RETURN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'timescaledb');"
            + " END $$");
    List<String> made =
        new ArrayList<>(
            List.of(
                "CREATE TABLE evil.caught (who text)",
                "GRANT USAGE ON SCHEMA evil TO PUBLIC",
                "GRANT INSERT ON evil.caught TO PUBLIC",
                trap(
                    "drop_chunks(relation regclass, older_than timestamptz)",
                    "SETOF text",
                    "RETURN"),
                trap("drop_chunks(relation regclass, older_than \"any\")", "SETOF text", "RETURN")
                    .replace("\"any\"", "anyelement"),
                trap("format(text, text, text)", "text", "RETURN 'SELECT 1'"),
                trap("now()", "timestamptz", "RETURN pg_catalog.now()"),
                trap(
                    "date_trunc(text, timestamptz, text)",
                    "timestamptz",
                    "RETURN pg_catalog.now()")));
    made.addAll(trappedOperators());
    fixture.execute(writer, "CREATE SCHEMA evil", made.toArray(String[]::new));

    fixture.execute(
        writer,
        "SET search_path = evil, pg_catalog",
        "SELECT fairlead.forget_market(pg_catalog.now())",
        "SELECT fairlead.thin_out_checkpoints('node-1', 100)",
        "SELECT fairlead.open_log(true)",
        commit(1),
        commit(2),
        lone());
    assertThat(fixture.query("SELECT count(*) FROM event WHERE type LIKE 't_-%'"))
        .as("written")
        .isEqualTo("4");

    String others = "SELECT count(*) FROM evil.caught WHERE who <> '" + writer.user() + "'";
    assertThat(fixture.query(others)).isEqualTo("0");
    fixture.execute(writer, "SET search_path = evil, pg_catalog", "SELECT fairlead.unguarded()");
    assertThat(fixture.query(others)).as("the trap catches who is not on guard").isNotEqualTo("0");
  }
}
