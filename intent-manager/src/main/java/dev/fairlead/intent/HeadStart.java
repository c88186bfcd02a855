package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.event.EventStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Asks for what the next intent will need as soon as a block comes, so that no intent waits for it:
 * the fees at that block, and the nonces of the lanes that moved.
 */
final class HeadStart implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Chain chain;
  private final ChainWatch watch;
  private final List<Lane> lanes;
  private final Bell bell = new Bell();
  private final Thread thread;

  private HeadStart(Chain chain, ChainWatch watch, List<Lane> lanes, ThreadFactory threads) {
    this.chain = chain;
    this.watch = watch;
    this.lanes = List.copyOf(lanes);
    this.thread = threads.newThread(this::run);
  }

  static HeadStart begin(Chain chain, ChainWatch watch, List<Lane> lanes, ThreadFactory threads) {
    HeadStart headStart = new HeadStart(chain, watch, lanes, threads);
    watch.listen(headStart.bell);
    headStart.thread.start();
    return headStart;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ask();
        bell.await(LONG);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    try {
      ChainPicture picture = watch.picture();
      if (picture.halted() != null) {
        return;
      }
      chain.fees();
      for (Lane lane : lanes) {
        lane.enter();
        try {
          lane.next(picture.head());
        } finally {
          lane.leave();
        }
      }
    } catch (ChainException | EventStoreException e) {
      // Nothing is lost: the intent that needs it asks again, and tells of the trouble.
    }
  }

  @Override
  public void close() {
    watch.unlisten(bell);
    thread.interrupt();
    Threads.join(thread);
  }
}
