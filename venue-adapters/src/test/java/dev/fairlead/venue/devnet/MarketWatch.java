package dev.fairlead.venue.devnet;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Waits for the market of one very block, which a height alone does not name. */
final class MarketWatch implements MarketObserver {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Market newest;
  private Optional<String> trouble = Optional.empty();

  Market await(BlockRef block, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Market market = newest;
        if (market != null && market.block().equals(block)) {
          return market;
        }
        if (left <= 0) {
          throw new AssertionError("the market is at " + market + ", not " + block + trouble);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void loaded(ChainId chain, Market market, Duration took) {
    show(market);
  }

  @Override
  public void takenUp(ChainId chain, BlockRef from, Market market, Duration took) {
    show(market);
  }

  @Override
  public void published(ChainId chain, Market market, int count, Duration took) {
    show(market);
  }

  @Override
  public void undone(ChainId chain, Market market) {
    show(market);
  }

  @Override
  public void interrupted(ChainId chain, String reason) {
    lock.lock();
    try {
      trouble = Optional.of(reason);
    } finally {
      lock.unlock();
    }
  }

  private void show(Market market) {
    lock.lock();
    try {
      newest = market;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
