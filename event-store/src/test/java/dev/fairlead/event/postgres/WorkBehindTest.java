package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkBehindTest {
  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  private void work(int number) {
    assertThat(busy.getAndSet(true)).as("another is being done").isFalse();
    done.add(number);
    busy.set(false);
  }

  @Test
  void doesOneAfterTheOther() throws Exception {
    try (WorkBehind behind = new WorkBehind("test")) {
      for (int i = 0; i < 500; i++) {
        int number = i;
        behind.begin(() -> work(number));
      }
    }
    assertThat(done).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void letsItsOwnerGoOnMeanwhile() throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    try (WorkBehind behind = new WorkBehind("test")) {
      behind.begin(() -> {
        try {
          ready.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        done.add(2);
      });
      done.add(1);
      ready.countDown();
      behind.await();
    }
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void beginsNothingAfterWhatFailed() throws Exception {
    IllegalStateException failure = new IllegalStateException("poison");
    try (WorkBehind behind = new WorkBehind("test")) {
      behind.begin(() -> {
        throw failure;
      });
      assertThatThrownBy(() -> behind.begin(() -> done.add(1))).isSameAs(failure);
      assertThatCode(behind::await).doesNotThrowAnyException();
    }
    assertThat(done).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenItsOwnerIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ready = new CountDownLatch(1);
    WorkBehind behind = new WorkBehind("test");
    behind.begin(() -> {
      begun.countDown();
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      done.add(1);
    });
    begun.await();
    Thread.currentThread().interrupt();
    assertThatThrownBy(behind::await).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    ready.countDown();
    behind.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly(1);
  }
}
