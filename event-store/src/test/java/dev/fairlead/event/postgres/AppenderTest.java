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
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How the two threads that write share their work. */
final class AppenderTest {
  private static final int NEXT = 48;

  private final LogFixture fixture = new LogFixture();
  private final SealingThreads sealing = new SealingThreads();
  private final EventStore store = fixture.open(EventStoreSettings.of("node-1"), sealing);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The system's clock, which knows which of the two threads has sealed last. */
  private static final class SealingThreads implements InstantSource {
    private volatile String last = "";
    private volatile CountDownLatch other = new CountDownLatch(1);

    @Override
    public Instant instant() {
      String name = Thread.currentThread().getName();
      if (name.startsWith("event-appender")) {
        if (!last.isEmpty() && !last.equals(name)) {
          other.countDown();
        }
        last = name;
      }
      return InstantSource.system().instant();
    }

    void watch() {
      other = new CountDownLatch(1);
    }

    void awaitOther() throws InterruptedException {
      assertThat(other.await(60, TimeUnit.SECONDS)).as("another thread seals").isTrue();
    }
  }

  /** Appends one, and many more while the database holds that one up. */
  private List<AppendResult> oneAndMany(Append one) throws Exception {
    List<AppendResult> results = new ArrayList<>();
    try (ForeignSession holder = new ForeignSession(fixture.database());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.run("SELECT * FROM log_head FOR UPDATE");
      Future<AppendResult> first = threads.submit(() -> store.log().append(one));
      holder.awaitWaiting("fairlead-append");
      sealing.watch();
      List<Callable<AppendResult>> more = new ArrayList<>();
      for (int i = 0; i < NEXT; i++) {
        Append next = Append.to(stream("next" + i), 0, event("e" + i));
        more.add(() -> store.log().append(next));
      }
      List<Future<AppendResult>> others = more.stream().map(threads::submit).toList();
      sealing.awaitOther();
      assertThat(first.isDone()).isFalse();
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

  @Test
  void sealsTheNextCommitWhileOneIsWithTheDatabase() throws Exception {
    append(store.log(), stream("warm"), 0, "a");

    List<AppendResult> results = oneAndMany(Append.to(stream("s"), 0, event("first")));

    assertThat(((Appended) results.getFirst()).first()).isEqualTo(new LogPosition(3));
    assertThat(positions(results))
        .containsExactlyElementsOf(LongStream.rangeClosed(3, 3 + NEXT).boxed().toList());
    isSoundUpTo(3 + NEXT);
  }

  @Test
  @DisplayName("failures #26: a commit that was built on one that failed is built again, no gap")
  void buildsTheNextCommitAgainWhenTheOneBeforeFails() throws Exception {
    append(store.log(), stream("s"), 0, "a");

    List<AppendResult> results = oneAndMany(Append.to(stream("s"), 0, event("stale")));

    assertThat(results.removeFirst()).isEqualTo(new VersionConflict(stream("s"), 1));
    assertThat(positions(results))
        .containsExactlyElementsOf(LongStream.rangeClosed(3, 2 + NEXT).boxed().toList());
    assertThat(store.log().read(stream("s"))).hasSize(1);
    isSoundUpTo(2 + NEXT);
  }
}
