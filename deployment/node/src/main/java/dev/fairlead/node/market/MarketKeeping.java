package dev.fairlead.node.market;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.file.KeptMarketFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a chain's market in a file now and then, and once more at the end, by a task of its own:
 * whoever follows the market never waits for the disk.
 */
public final class MarketKeeping implements AutoCloseable {
  private final ChainId chain;
  private final MarketKeeper keeper;
  private final KeptMarketFile file;
  private final Duration every;
  private final KeepingObserver observer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable BlockRef kept;

  private MarketKeeping(
      ChainId chain,
      MarketKeeper keeper,
      KeptMarketFile file,
      Duration every,
      ThreadFactory threads,
      KeepingObserver observer) {
    this.chain = chain;
    this.keeper = keeper;
    this.file = file;
    this.every = every;
    this.observer = observer;
    this.thread = threads.newThread(this::run);
  }

  /** Starts to keep; the first time after {@code every}. */
  public static MarketKeeping start(
      ChainId chain,
      MarketKeeper keeper,
      KeptMarketFile file,
      Duration every,
      ThreadFactory threads,
      KeepingObserver observer) {
    MarketKeeping keeping = new MarketKeeping(chain, keeper, file, every, threads, observer);
    keeping.thread.start();
    return keeping;
  }

  private void run() {
    try {
      boolean ends;
      do {
        ends = closing.await(every.toMillis(), TimeUnit.MILLISECONDS);
        keeper.keepable().ifPresent(this::keep);
      } while (!ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Market market) {
    if (market.block().equals(kept)) {
      return;
    }
    long start = System.nanoTime();
    try {
      long bytes = file.write(market);
      kept = market.block();
      observer.kept(chain, market, bytes, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      observer.notKept(chain, String.valueOf(e.getMessage()));
    }
  }

  /** Keeps the market as it stands, then stops. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
