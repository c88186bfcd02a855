package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.AppendResult.VersionConflict;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the two threads that write share their work. */
final class AppenderTest {
  private static final int NEXT = 48;
  private static final int LATER = 64;

  private final LogFixture fixture = new LogFixture();
  private final DroppingProxy proxy = new DroppingProxy(fixture.database());
  private final SlowSecond clock = new SlowSecond();
  private final EventStore store =
      PostgresEventStore.open(
          proxy.database(),
          EventStoreSettings.of("node-1"),
          LogFixture.SIGNER,
          clock,
          EventStoreObserver.silent());

  AppenderTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
    fixture.close();
  }

  /**
   * The system's clock. Of the two threads the one that seals second is held up, for as long as the
   * other could send another commit.
   */
  private final class SlowSecond implements InstantSource {
    private boolean watching;
    private String first = "";

    synchronized void watch() {
      watching = true;
      first = "";
    }

    private synchronized boolean isSecond() {
      String name = Thread.currentThread().getName();
      if (!watching || !name.startsWith("event-appender")) {
        return false;
      }
      if (first.isEmpty()) {
        first = name;
      }
      watching = first.equals(name);
      return !watching;
    }

    @Override
    public Instant instant() {
      if (isSecond()) {
        try {
          proxy.awaitCommitsTooMany(2);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return InstantSource.system().instant();
    }
  }

  /** What is done while two commits are on their way. */
  @FunctionalInterface
  private interface Trouble {
    void happens(ForeignSession holder) throws Exception;
  }

  /** Appends each of as many to a stream of its own. */
  private List<Future<AppendResult>> appends(String name, int many, ExecutorService threads) {
    List<Future<AppendResult>> results = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Append append = Append.to(stream(name + i), 0, event("e" + i));
      results.add(threads.submit(() -> store.log().append(append)));
    }
    return results;
  }

  /**
   * Appends one; many behind it while the database holds that one up; and more, which wait for
   * both.
   */
  private List<AppendResult> oneAndMany(Append one, Trouble trouble) throws Exception {
    List<AppendResult> results = new ArrayList<>();
    try (ForeignSession holder = new ForeignSession(fixture.database());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.run("SELECT * FROM log_head FOR UPDATE");
      proxy.watch();
      Future<AppendResult> first = threads.submit(() -> store.log().append(one));
      holder.awaitWaiting("fairlead-append");
      proxy.awaitCommit();
      List<Future<AppendResult>> others = new ArrayList<>(appends("next", NEXT, threads));
      proxy.awaitCommit();
      others.addAll(appends("later", LATER, threads));
      assertThat(first.isDone()).isFalse();
      trouble.happens(holder);
      holder.commit();
      results.add(first.get());
      for (Future<AppendResult> other : others) {
        results.add(other.get());
      }
    }
    return results;
  }

  private static List<Long> positions(List<AppendResult> results) {
    return results.stream().map(result -> ((Appended) result).first().value()).sorted().toList();
  }

  private void isSoundUpTo(long position) {
    assertThat(store.log().head().position()).isEqualTo(new LogPosition(position));
    assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  /** All are there, each once, and nothing else is. */
  private void areAllThere(List<AppendResult> results) {
    assertThat(results).noneMatch(result -> ((Appended) result).repeated());
    assertThat(positions(results))
        .containsExactlyElementsOf(LongStream.rangeClosed(3, 3 + NEXT + LATER).boxed().toList());
    isSoundUpTo(3 + NEXT + LATER);
  }

  @Test
  void sendsTheNextCommitWhileOneIsWithTheDatabase() throws Exception {
    append(store.log(), stream("warm"), 0, "a");

    List<AppendResult> results = oneAndMany(Append.to(stream("s"), 0, event("first")), _ -> {});

    assertThat(((Appended) results.getFirst()).first()).isEqualTo(new LogPosition(3));
    areAllThere(results);
  }

  @Test
  @DisplayName("failures #26: a commit that was built on one that failed is built again, no gap")
  void buildsTheNextCommitAgainWhenTheOneBeforeFails() throws Exception {
    append(store.log(), stream("s"), 0, "a");

    List<AppendResult> results = oneAndMany(Append.to(stream("s"), 0, event("stale")), _ -> {});

    assertThat(results.removeFirst()).isEqualTo(new VersionConflict(stream("s"), 1));
    assertThat(positions(results))
        .containsExactlyElementsOf(LongStream.rangeClosed(3, 2 + NEXT + LATER).boxed().toList());
    assertThat(store.log().read(stream("s"))).hasSize(1);
    isSoundUpTo(2 + NEXT + LATER);
  }

  @ParameterizedTest(name = "failures #22: of two commits made again by {0} neither is overtaken")
  @ValueSource(strings = {"pg_terminate_backend", "pg_cancel_backend"})
  void makesBothCommitsAgainInTheirOrder(String trouble) throws Exception {
    append(store.log(), stream("warm"), 0, "a");

    List<AppendResult> results =
        oneAndMany(
            Append.to(stream("s"), 0, event("first")),
            holder -> {
              clock.watch();
              proxy.watch();
              holder.run(
                  "SELECT %s(pid) FROM pg_stat_activity WHERE datname = current_database()"
                          .formatted(trouble)
                      + " AND application_name = 'fairlead-append'");
              proxy.awaitCommit();
            });

    areAllThere(results);
  }

  @Test
  @DisplayName("failures #22: two commits whose answers were lost are there once each")
  void findsBothCommitsWhenTheirAnswersAreLost() throws Exception {
    append(store.log(), stream("warm"), 0, "a");
    proxy.dropNext(1);

    List<AppendResult> results = oneAndMany(Append.to(stream("s"), 0, event("first")), _ -> {});

    assertThat(proxy.dropped()).isEqualTo(1);
    areAllThere(results);
  }
}
