package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.HeadHints;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Looks at each endpoint of a chain now and then, one task each, and listens to the announcements
 * of those that are not in quarantine. What it finds moves the endpoints' states.
 */
public final class EndpointWatch implements AutoCloseable {
  private static final long LEAST_LAG = 3;
  private static final Duration TOLERATED = Duration.ofSeconds(15);

  private final Duration deadline;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> tasks = new ArrayList<>();

  /** What is known of the chain already. */
  public interface Known {
    BlockRef head();

    BlockRef finalized();
  }

  private EndpointWatch(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * Begins to look and to listen.
   *
   * @param blockTime 15 seconds' worth of blocks, and at least three, may an endpoint be behind
   * @param threads makes a thread for each endpoint
   */
  public static EndpointWatch open(
      ChainId chain,
      EndpointSet set,
      Known known,
      Duration blockTime,
      HeadHints hints,
      ThreadFactory threads,
      ChainObserver observer) {
    EndpointWatch watch = new EndpointWatch(set.deadline());
    long tolerated = Math.max(LEAST_LAG, TOLERATED.dividedBy(blockTime));
    FinalTags tags = new FinalTags();
    for (Provider provider : set.providers()) {
      Probe probe = new Probe(chain, provider, set, known, tolerated, tags, observer);
      Ear ear = new Ear(provider, hints);
      Thread task =
          threads.newThread(() -> watch.attend(probe, ear, set.endpoints().probeInterval()));
      watch.tasks.add(task);
      task.start();
    }
    return watch;
  }

  private void attend(Probe probe, Ear ear, Duration interval) {
    try (ear) {
      do {
        ear.listen();
        try {
          probe.look();
        } catch (ChainException e) {
          // The endpoint was blamed for it already, and is looked at again.
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
        }
      } while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    tasks.forEach(Thread::interrupt);
    try {
      for (Thread task : tasks) {
        var _ = task.join(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
