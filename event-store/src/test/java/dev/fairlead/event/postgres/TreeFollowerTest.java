package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.checker;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TreeFollowerTest {
  private static final String FOLLOWED =
      """
      SELECT application_name, query FROM pg_stat_activity
       WHERE datname = current_database()
         AND query LIKE 'select "event"."position", "event"."previous", %'
      """;

  private final LogFixture fixture = new LogFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Of a chunk that has no statistics yet the server would rather fetch a stretch and sort it. */
  @Test
  void followsTheLogOnASessionThatReadsStretchesByTheirIndex() throws SQLException {
    try (EventStore before = fixture.open()) {
      append(before.log(), stream("s"), 0, "begun", "gone on");
    }
    fixture.tamper("TRUNCATE fairlead.merkle_node");
    fixture.open().evidence().checkpoint();

    String followed = fixture.query(FOLLOWED);
    assertThat(followed).startsWith("fairlead-read|");
    fixture.tamper(
        """
        INSERT INTO fairlead.event
        SELECT g, 'test', 'other-' || g, 1, gen_random_uuid(), now(), 'test', repeat('x', 500)::bytea,
               '', ''
          FROM generate_series(100001, 120000) g
        """);
    String asked = followed.substring(followed.indexOf('|') + 1);
    try (Connection connection = ConnectionSettings.reader(fixture.database()).open()) {
      DSLContext database = DSL.using(connection, SQLDialect.POSTGRES);
      database.execute("SET plan_cache_mode = force_generic_plan");

      assertThat(plan(database, "by_index", asked))
          .anyMatch(line -> line.contains("Index Scan using"))
          .noneMatch(line -> line.contains("Sort"));
      database.execute("SET enable_sort = on");
      assertThat(plan(database, "sorted", asked)).anyMatch(line -> line.contains("Sort"));
    }
  }

  @Test
  void goesOnFromTheDatabaseToWhatIsInMemory() {
    try (EventStore before = fixture.open()) {
      append(before.log(), stream("s"), 0, texts(300));
    }
    EventStore store = fixture.open();
    append(store.log(), stream("s"), 300, texts(3_000));

    long size = store.evidence().checkpoint().orElseThrow().size();

    assertThat(size).isEqualTo(store.log().head().position().value());
    for (long position : new long[] {1, 256, 300, 301, 302, 512, 2_049, size}) {
      String proof = store.evidence().inclusion(new LogPosition(position), size).toJson();
      assertThat(checker().failures(Proof.parse(proof))).isEmpty();
    }
    assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  private static String[] texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "e" + i).toArray(String[]::new);
  }

  private static List<String> plan(DSLContext database, String name, String query) {
    database.execute("PREPARE " + name + " (bigint, bigint) AS " + query);
    return database
        .fetch("EXPLAIN EXECUTE " + name + " (100000, 108192)")
        .getValues(0, String.class);
  }
}
