package dev.fairlead.event.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.embedded.EmbeddedTimescale;
import dev.fairlead.event.embedded.KilledServer;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.parts.FileTree;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes append at full speed to one database while the server and they themselves are killed,
 * one round after the other.
 *
 * <p>{@code -Dfairlead.kill.rounds=200} makes the long run; {@code -Dfairlead.kill.seed=S} repeats
 * its choices.
 */
final class KillIT {
  private static final int ROUNDS_A_WORLD = 20;
  private static final int MOST_TENS = 20;
  private static final List<String> NODES = List.of("one", "two");

  /** What SIGKILL hits. */
  private enum Victim {
    SERVER,
    BACKEND,
    NODE_ONE,
    NODE_TWO
  }

  private final long seed = Long.getLong("fairlead.kill.seed", 20_261_120L);
  private final Random random = new Random(seed);
  private final Deque<Victim> next = new ArrayDeque<>();
  private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
  private long appends;
  private long events;

  @TempDir private Path directory;

  @Test
  @DisplayName(
      "failures #21, #25, #36: whatever is killed, all that was acknowledged is there, once")
  void keepsWhatWasAcknowledgedWhateverIsKilled() throws Exception {
    int rounds = Integer.getInteger("fairlead.kill.rounds", 4);
    long begun = System.nanoTime();
    int done = 0;
    while (done < rounds) {
      int now = Math.min(ROUNDS_A_WORLD, rounds - done);
      Path world = directory.resolve("world-" + done);
      world(now, world);
      FileTree.delete(world);
      done += now;
      System.out.printf(
          "%d of %d kills, %s (seed %d): %d appends of %d events kept, %d s%n",
          done,
          rounds,
          killed,
          seed,
          appends,
          events,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }
  }

  /** Some rounds on one log. */
  private void world(int rounds, Path root) throws Exception {
    Path records = Files.createDirectories(root.resolve("records"));
    try (EmbeddedTimescale server =
        EmbeddedTimescale.start(root.resolve("data"), Progress.silent())) {
      killAndJudge(rounds, records, server);
      String kept = index(server);
      execute(server, "UPDATE fairlead.projection SET revision = 0");
      assertThat(index(server)).as("made again from nothing").isEqualTo(kept);
    }
  }

  private void killAndJudge(int rounds, Path records, EmbeddedTimescale server) throws Exception {
    List<AppendingProcess> nodes = new ArrayList<>();
    try (EventStore store = watcher(server)) {
      LogOracle oracle = new LogOracle(store.log(), records, callers(NODES));
      for (String name : NODES) {
        nodes.add(AppendingProcess.start(name, records, server.database(), Access.SHARED));
      }
      for (AppendingProcess node : nodes) {
        node.awaitReady();
      }
      for (int round = 0; round < rounds; round++) {
        nodes.get(random.nextInt(nodes.size())).awaitTold(1 + random.nextInt(MOST_TENS));
        Victim victim = victim();
        kill(victim, server, nodes, records);
        killed.merge(victim, 1, Integer::sum);
        for (AppendingProcess node : nodes) {
          node.awaitTold(2);
        }
        oracle.judge();
      }
      for (AppendingProcess node : nodes) {
        node.end();
      }
      oracle.judge();
      assertThat(store.verifier().verify((checked, of) -> {}))
          .isInstanceOfSatisfying(
              Verdict.Sound.class, sound -> assertThat(sound.count()).isEqualTo(oracle.events()));
      appends += oracle.appends();
      events += oracle.events();
    } finally {
      nodes.forEach(AppendingProcess::close);
    }
  }

  /** Each victim once before any comes again. */
  private Victim victim() {
    if (next.isEmpty()) {
      List<Victim> all = Arrays.asList(Victim.values());
      Collections.shuffle(all, random);
      next.addAll(all);
    }
    return next.removeFirst();
  }

  private static void kill(
      Victim victim, EmbeddedTimescale server, List<AppendingProcess> nodes, Path records)
      throws Exception {
    switch (victim) {
      case SERVER -> KilledServer.kill(server);
      case BACKEND -> killBackend(server);
      case NODE_ONE, NODE_TWO -> {
        int i = victim == Victim.NODE_ONE ? 0 : 1;
        nodes.get(i).kill();
        nodes.set(
            i, AppendingProcess.start(NODES.get(i), records, server.database(), Access.SHARED));
        nodes.get(i).awaitReady();
      }
    }
  }

  /**
   * The process that serves an appender, in the middle of an append; the server then ends all
   * others and recovers.
   */
  private static void killBackend(EmbeddedTimescale server) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    boolean killed = false;
    try (Connection connection = connect(server);
        PreparedStatement appending =
            connection.prepareStatement(
                "SELECT pid FROM pg_stat_activity"
                    + " WHERE application_name = 'fairlead-append' AND state = 'active' LIMIT 1")) {
      while (!killed) {
        assertThat(System.nanoTime() - end).as("time without an append").isNegative();
        try (ResultSet row = appending.executeQuery()) {
          killed =
              row.next()
                  && ProcessHandle.of(row.getLong(1))
                      .map(ProcessHandle::destroyForcibly)
                      .orElse(false);
        }
      }
    }
  }

  /** All rows of the index, with the whole log worked in: how many, and their digest. */
  private static String index(EmbeddedTimescale server) throws Exception {
    try (EventStore store = watcher(server)) {
      store.intents().catchUp(store.log().head().position(), Duration.ofMinutes(2));
      String rows =
          query(
              server,
              "SELECT count(*) || ' ' || md5(string_agg(i::text, ',' ORDER BY intent))"
                  + " FROM fairlead.intent_index i");
      assertThat(rows)
          .startsWith(
              query(server, "SELECT count(*) || ' ' FROM fairlead.stream WHERE kind = 'intent'"));
      return rows;
    }
  }

  private static String query(EmbeddedTimescale server, String sql) throws Exception {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static void execute(EmbeddedTimescale server, String sql) throws Exception {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedTimescale server) throws SQLException {
    Login owner = server.database().owner();
    return DriverManager.getConnection(
        server.jdbcUrl(),
        owner.user(),
        new String(owner.password().reveal(), StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("failures #139, #163: a node that stood still while another took over is refused")
  void refusesANodeThatStoodStill() throws Exception {
    Path records = Files.createDirectories(directory.resolve("records"));
    try (EmbeddedTimescale server =
            EmbeddedTimescale.start(directory.resolve("data"), Progress.silent());
        EventStore store = watcher(server);
        AppendingProcess old =
            AppendingProcess.start("old", records, server.database(), Access.SHARED)) {
      LogOracle oracle = new LogOracle(store.log(), records, callers(List.of("old", "new")));
      old.awaitReady();
      old.awaitTold(5);
      old.stop();
      try (AppendingProcess successor =
          AppendingProcess.start("new", records, server.database(), Access.TAKE_OVER)) {
        successor.awaitReady();
        successor.awaitTold(5);
        old.goOn();
        old.awaitFenced();
        successor.awaitTold(5);

        oracle.judge();
        assertThat(oracle.lastOf("old")).isPositive().isLessThan(oracle.firstOf("new"));
        successor.end();
      }
      assertThat(store.verifier().verify((checked, of) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  private static List<CallerName> callers(List<String> nodes) {
    List<CallerName> callers = new ArrayList<>();
    for (String node : nodes) {
      for (int i = 0; i < AppendingProcess.CALLERS; i++) {
        callers.add(new CallerName(node, i));
      }
    }
    return callers;
  }

  private static EventStore watcher(EmbeddedTimescale server) {
    return PostgresEventStore.open(
        server.database(),
        EventStoreSettings.of("watcher"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }
}
