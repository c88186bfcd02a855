package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.postgres.AppendQueue.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AppendQueueTest {
  private static final long PATIENCE = 60_000_000_000L;

  private final AppendQueue queue = new AppendQueue(4096);

  private List<PendingAppend> offer(int many) throws InterruptedException {
    List<PendingAppend> offered = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      PendingAppend pending =
          PendingAppend.of(
              Append.to(LogFixture.stream("s" + i), 0, LogFixture.event("e")), PATIENCE);
      assertThat(queue.offer(pending, PATIENCE)).isEqualTo(Offer.TAKEN);
      offered.add(pending);
    }
    return offered;
  }

  /** What comes while a commit is with the database is taken by the next. */
  private List<PendingAppend> takenAfter(int first, int next) throws Exception {
    offer(first);
    assertThat(queue.take()).hasSize(first);
    queue.prepared();
    List<PendingAppend> offered = offer(next);
    queue.done(0);
    List<PendingAppend> taken = queue.take();
    assertThat(offered).startsWith(taken.toArray(PendingAppend[]::new));
    return taken;
  }

  @Test
  void givesAFewCallersOneCommit() throws Exception {
    assertThat(takenAfter(20, 30)).hasSize(30);
  }

  @Test
  void givesManyCallersTwoCommitsInTurn() throws Exception {
    assertThat(takenAfter(100, 100)).hasSize(100);
    queue.prepared();
    offer(150);
    queue.done(0);

    assertThat(queue.take()).hasSize(125);
    queue.prepared();
    queue.done(0);
    assertThat(queue.take()).hasSize(25);
  }

  @Test
  void takesMoreAtOnceWhileTheDatabaseIsBusy() throws Exception {
    offer(1);
    assertThat(queue.take()).hasSize(1);
    queue.prepared();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<List<PendingAppend>> next = thread.submit(queue::take);
      List<PendingAppend> offered = offer(32);

      assertThat(next.get(60, TimeUnit.SECONDS)).isEqualTo(offered);
    }
  }

  @Test
  void countsTheCallersOfAllCommitsThatAreAway() throws Exception {
    offer(60);
    assertThat(queue.take()).hasSize(60);
    queue.prepared();
    offer(80);
    assertThat(queue.take()).hasSize(80);
    queue.prepared();
    queue.done(0);
    offer(300);

    assertThat(queue.take()).hasSize(70);
    queue.prepared();
    queue.done(0);
    assertThat(queue.take()).hasSize(190);
  }

  /** As many as that come again when their commit is done. */
  private void comeAgain(int many) throws InterruptedException {
    queue.prepared();
    queue.done(0);
    offer(many);
    assertThat(queue.take()).hasSize(many);
  }

  @Test
  void waitsLongerForCallersWhoAllCameTheLastTime() throws Exception {
    offer(8);
    assertThat(queue.take()).hasSize(8);

    comeAgain(8);
    assertThat(queue.gathering(600_000)).isEqualTo(200_000);
    comeAgain(7);
    assertThat(queue.gathering(600_000)).isEqualTo(75_000);
  }

  @Test
  void neverWaitsLongForMore() {
    assertThat(queue.gathering(60_000_000_000L)).isEqualTo(1_000_000);
  }

  @Test
  void putsBackBeforeAllThatWait() throws Exception {
    offer(2);
    List<PendingAppend> first = queue.take();
    List<PendingAppend> later = offer(1);
    queue.putBack(first);
    queue.prepared();
    queue.done(0);

    assertThat(queue.take()).containsExactly(first.get(0), first.get(1), later.getFirst());
  }

  @Test
  void givesWhatWaitsAfterItIsClosedAndThenNothing() throws Exception {
    List<PendingAppend> last = offer(1);
    queue.close();

    assertThat(queue.take()).isEqualTo(last);
    queue.prepared();
    assertThat(queue.take()).isEmpty();
    assertThat(queue.take()).isEmpty();
    assertThat(queue.offer(last.getFirst(), 0)).isEqualTo(Offer.CLOSED);
  }
}
