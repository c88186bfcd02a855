package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.AppendResult.ClaimTaken;
import dev.fairlead.event.AppendResult.VersionConflict;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a live database can do to the log without dying: locks, deadlocks, refusals, silence. */
final class DatabaseFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final LogFixture fixture = new LogFixture();
  private final Failures failures = new Failures();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
    fixture.close();
  }

  private EventStore open(String node, Duration patience) {
    return fixture.open(
        new EventStoreSettings(node, Access.SHARED, patience, 2, 100_000),
        InstantSource.system(),
        failures);
  }

  private void alterDatabase(String change) {
    fixture.execute(
        fixture.database().owner(),
        "ALTER DATABASE " + fixture.query("SELECT current_database()") + " " + change);
  }

  private static void refusesForNow(EventLog log, Append append) {
    assertThatThrownBy(() -> log.append(append))
        .isInstanceOfSatisfying(
            EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));
  }

  private static void isSound(EventStore store) {
    assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  @DisplayName("failures #27: a session left idle in its transaction stalls nobody")
  void goesOnBesideAnIdleTransaction() throws Exception {
    EventStore store = open("node-1", PATIENCE);
    append(store.log(), stream("s"), 0, "before");
    try (ForeignSession idle = new ForeignSession(fixture.database());
        Subscription events = store.log().subscribe(new LogPosition(2), EventFilter.all())) {
      idle.run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      idle.run("SELECT * FROM fairlead.log_head, fairlead.stream, fairlead.event FOR KEY SHARE");

      LogPosition last = append(store.log(), stream("s"), 1, "beside").last();

      assertThat(events.poll(PATIENCE).map(RecordedEvent::position)).contains(last);
      assertThat(store.log().head().position()).isEqualTo(last);
      store.intents().catchUp(last, PATIENCE);
      isSound(store);
    }
    assertThat(failures.states()).isEmpty();
  }

  @Test
  @DisplayName("failures #27: the server ends an idle session that holds the head, appends go on")
  void outlivesAnIdleTransactionThatHoldsTheHead() throws Exception {
    EventStore store = open("node-1", PATIENCE);
    try (ForeignSession idle = new ForeignSession(fixture.database())) {
      idle.run("SET LOCAL idle_in_transaction_session_timeout = '300ms'");
      idle.run("SELECT * FROM fairlead.log_head FOR UPDATE");

      append(store.log(), stream("s"), 0, "after");

      assertThatThrownBy(() -> idle.run("SELECT 1")).hasMessageContaining("idle-in-transaction");
      assertThat(store.log().read(stream("s"))).hasSize(1);
    }
  }

  @Test
  @DisplayName("failures #27: a session that holds the head for long is told of, appends go on")
  void tellsOfAnIdleTransactionThatHoldsTheHead() throws Exception {
    EventStore store = open("node-1", PATIENCE);
    try (ForeignSession idle = new ForeignSession(fixture.database())) {
      idle.run("SET LOCAL idle_in_transaction_session_timeout = '6s'");
      idle.run("SELECT * FROM fairlead.log_head FOR UPDATE");

      append(store.log(), stream("s"), 0, "after");

      assertThat(failures.states()).isNotEmpty().containsOnly("55P03");
    }
  }

  @Test
  @DisplayName("failures #27: a node's own sessions can't be left idle in a transaction")
  void limitsItsOwnTransactions() throws Exception {
    for (ConnectionSettings settings :
        List.of(
            ConnectionSettings.owner(fixture.database()),
            ConnectionSettings.appender(fixture.database(), PATIENCE),
            ConnectionSettings.projector(fixture.database()),
            ConnectionSettings.reader(fixture.database()))) {
      try (Connection connection = settings.open();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).as(settings.name()).isEqualTo("45s");
      }
    }
  }

  @ParameterizedTest(
      name = "failures #27: a server that stands still is given up, {0} bytes on their way")
  @ValueSource(ints = {100, 10_000_000})
  void givesUpASessionThatStandsStill(int bytes) throws Exception {
    EventStore store = open("node-1", Duration.ofSeconds(4));
    append(store.log(), stream("s"), 0, "before");
    String pid =
        fixture.query(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = 'fairlead-append'");
    Append append = Append.to(stream("s"), 1, event("s".repeat(bytes)));
    Future<?> atLast =
        threads.submit(() -> {
          TimeUnit.MINUTES.sleep(1);
          signal("CONT", pid);
          return null;
        });
    signal("STOP", pid);
    try {
      refusesForNow(store.log(), append);

      assertThat(store.log().append(append)).isInstanceOf(Appended.class);
      assertThat(failures.states()).contains("08006");
    } finally {
      atLast.cancel(true);
      signal("CONT", pid);
    }
    append(store.log(), stream("s"), 2, "after");
    isSound(store);
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor())
        .isZero();
  }

  @Test
  @DisplayName("failures #28: while a lock can't be had the caller is told, and nothing is lost")
  void tellsTheCallerWhenALockCanNotBeHad() throws Exception {
    EventStore store = open("node-1", SHORT);
    Append append = Append.to(stream("s"), 0, event("waits"));
    try (ForeignSession holder = new ForeignSession(fixture.database())) {
      holder.run("SELECT * FROM fairlead.log_head FOR UPDATE");

      refusesForNow(store.log(), append);

      assertThat(store.log().read(stream("s"))).isEmpty();
    }
    assertThat(store.log().append(append)).isInstanceOf(Appended.class);
    assertThat(store.log().read(stream("s"))).hasSize(1);
    isSound(store);
  }

  @Test
  @DisplayName("failures #28: an append that loses a deadlock is made again")
  void makesAnAppendAgainThatLostADeadlock() throws Exception {
    alterDatabase("SET deadlock_timeout = '2s'");
    EventStore store = open("node-1", PATIENCE);
    StreamId crossed = stream("s");
    try (ForeignSession other = new ForeignSession(fixture.database())) {
      other.run("SET deadlock_timeout = '60s'");
      other.run(
          "INSERT INTO fairlead.stream (stream, kind, id) VALUES (99, '%s', '%s')"
              .formatted(crossed.kind(), crossed.id()));
      Future<Appended> appended = threads.submit(() -> append(store.log(), crossed, 0, "crossed"));
      other.awaitWaiting("fairlead-append");
      other.run("SELECT * FROM fairlead.log_head FOR UPDATE");
      other.run("ROLLBACK");

      assertThat(appended.get().first()).isEqualTo(new LogPosition(2));
    }
    assertThat(failures.states()).contains("40P01");
    isSound(store);
  }

  @Test
  @DisplayName("failures #28: an append that can't be serialized is made again")
  void makesAnAppendAgainThatCouldNotBeSerialized() throws Exception {
    alterDatabase("SET default_transaction_isolation = 'repeatable read'");
    EventStore store = open("node-1", PATIENCE);
    try (ForeignSession other = new ForeignSession(fixture.database())) {
      other.run("UPDATE fairlead.log_head SET recorded_at = recorded_at");
      Future<Appended> appended = threads.submit(() -> append(store.log(), stream("s"), 0, "late"));
      other.awaitWaiting("fairlead-append");
      other.commit();

      assertThat(appended.get().first()).isEqualTo(new LogPosition(2));
    }
    assertThat(failures.states()).contains("40001");
    isSound(store);
  }

  @Test
  @DisplayName("failures #28: failures that do not end are tried a bounded time, then told")
  void triesForABoundedTime() {
    EventStore store = open("node-1", SHORT);
    fixture.execute(
        fixture.database().owner(),
        "CREATE FUNCTION fairlead.fail() RETURNS trigger LANGUAGE plpgsql AS $$"
            + " BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '40001'; END $$",
        "CREATE TRIGGER fails BEFORE INSERT ON fairlead.event_key"
            + " FOR EACH STATEMENT EXECUTE FUNCTION fairlead.fail()");
    Append append = Append.to(stream("s"), 0, event("a"));

    refusesForNow(store.log(), append);

    assertThat(failures.states()).hasSizeBetween(2, 20).containsOnly("40001");
    fixture.execute(
        fixture.database().owner(), "DROP TRIGGER fails ON fairlead.event_key", "SELECT 1");
    assertThat(store.log().append(append)).isInstanceOf(Appended.class);
    assertThat(store.log().head().position()).isEqualTo(new LogPosition(2));
  }

  @Test
  @DisplayName("failures #29: a database that turns read-only refuses appends until it is not")
  void outlivesAReadOnlyDatabase() {
    EventStore store = open("node-1", SHORT);
    append(store.log(), stream("s"), 0, "before");
    alterDatabase("SET default_transaction_read_only = on");
    fixture.query(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'fairlead-append'");
    Append append = Append.to(stream("s"), 1, event("refused for now"));

    assertThatThrownBy(() -> store.log().append(append))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.RETRYABLE);
              assertThat(e.takesNoWrites()).isTrue();
            });
    assertThat(failures.states()).contains("25006");
    assertThat(store.log().read(stream("s"))).hasSize(1);

    fixture.execute(
        fixture.database().owner(),
        "SET default_transaction_read_only = off",
        "ALTER DATABASE "
            + fixture.query("SELECT current_database()")
            + " RESET default_transaction_read_only");
    assertThat(store.log().append(append)).isInstanceOf(Appended.class);
    assertThat(store.log().read(stream("s"))).hasSize(2);
    isSound(store);
  }

  @Test
  @DisplayName("failures #30: with all connections for reads taken, appends and readers go on")
  void appendsWhileEveryReadIsSlow() throws Exception {
    EventStore store = open("node-1", PATIENCE);
    List<Future<?>> reads = new ArrayList<>();
    try (ForeignSession holder = new ForeignSession(fixture.database());
        Subscription events = store.log().subscribe(LogPosition.START, EventFilter.all())) {
      assertThat(events.poll(PATIENCE)).isPresent();
      holder.run("LOCK TABLE fairlead.intent_index IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < 6; i++) {
        reads.add(threads.submit(() -> store.intents().open()));
      }
      holder.awaitWaiting("fairlead-read");

      for (int i = 0; i < 50; i++) {
        LogPosition position = append(store.log(), stream("s"), i, "e" + i).last();
        assertThat(events.poll(PATIENCE).map(RecordedEvent::position)).contains(position);
      }
      assertThat(reads).noneMatch(Future::isDone);
    }
    for (Future<?> read : reads) {
      read.get();
    }
  }

  @ParameterizedTest(name = "failures #41, #25, #26: one order without a gap under {0}")
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  void keepsItsPromisesUnderEveryIsolation(String isolation) throws Exception {
    alterDatabase("SET default_transaction_isolation = '" + isolation + "'");
    List<EventStore> nodes = List.of(open("node-1", PATIENCE), open("node-2", PATIENCE));
    long begin = nodes.getFirst().log().head().position().value();
    int rounds = 10;
    int writers = 8;
    List<Future<Integer>> wins = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      EventLog log = nodes.get(w % 2).log();
      wins.add(threads.submit(() -> contend(log, rounds)));
    }
    int won = 0;
    for (Future<Integer> each : wins) {
      won += each.get();
    }

    EventStore store = nodes.getFirst();
    assertThat(won).isEqualTo(rounds);
    assertThat(store.log().read(stream("contested")))
        .extracting(RecordedEvent::version)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, rounds).boxed().toList());
    assertThat(store.log().readAll(new LogPosition(begin), 1000))
        .extracting(recorded -> recorded.position().value())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(begin + 1, begin + rounds).boxed().toList());
    assertThat(fixture.query("SELECT count(*), count(DISTINCT nonce) FROM account_nonce"))
        .isEqualTo(rounds + "|" + rounds);
    assertThat(Ledger.verify(fixture, MerkleNodes.STEP, butNonces()))
        .isInstanceOf(Verdict.Sound.class);
  }

  /** The events of the contested stream do not tell of the nonces that they rest on. */
  private static Set<LogCheck> butNonces() {
    return EnumSet.complementOf(EnumSet.of(LogCheck.ACCOUNT_NONCES));
  }

  /** Wants each version of one stream, and the nonce that goes with it; how many it got. */
  private static int contend(EventLog log, int rounds) {
    StreamId contested = stream("contested");
    IntentId intent = new IntentId(UUID.randomUUID());
    Address account = Address.parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f");
    int won = 0;
    for (int version = 0; version < rounds; version++) {
      AppendResult result =
          log.append(
              Append.to(contested, version, event("mine"))
                  .claiming(
                      new Claim.AccountNonce(new ChainId(1), account, new Nonce(version), intent)));
      switch (result) {
        case Appended _ -> won++;
        case VersionConflict conflict ->
            assertThat(conflict.actualVersion()).isGreaterThan(version);
        case ClaimTaken taken -> assertThat(taken.by()).isNotEqualTo(intent);
        case AppendResult.EventIdConflict conflict -> throw new AssertionError(conflict);
      }
    }
    return won;
  }
}
