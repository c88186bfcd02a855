package dev.fairlead.intent;

import dev.fairlead.chain.ChainException;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Asks for what the next intent will need as soon as a block comes, so that no intent waits for it:
 * the fees at that block, the nonces of the lanes that moved, and what the tokens are worth. So it
 * is also who shows the price guard every block.
 */
final class HeadStart implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TradingChain trading;
  private final ChainWatch watch;
  private final List<Lane> lanes;
  private final Valuer valuer;
  private final PriceGuard prices;
  private final Duration marketPatience;
  private final Bell bell = new Bell();
  private final Thread thread;

  private HeadStart(
      TradingChain trading,
      ChainWatch watch,
      List<Lane> lanes,
      Valuer valuer,
      PriceGuard prices,
      Duration marketPatience,
      ThreadFactory threads) {
    this.trading = trading;
    this.watch = watch;
    this.lanes = List.copyOf(lanes);
    this.valuer = valuer;
    this.prices = prices;
    this.marketPatience = marketPatience;
    this.thread = threads.newThread(this::run);
  }

  static HeadStart begin(
      TradingChain trading,
      ChainWatch watch,
      List<Lane> lanes,
      Valuer valuer,
      PriceGuard prices,
      Duration marketPatience,
      ThreadFactory threads) {
    HeadStart headStart =
        new HeadStart(trading, watch, lanes, valuer, prices, marketPatience, threads);
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
      trading.chain().fees();
      for (Lane lane : lanes) {
        ask(lane, picture);
      }
      Market market = trading.market().await(picture.head().number(), marketPatience);
      prices.see(market);
      valuer.renew(market, trading.wrappedNative());
    } catch (ChainException | VenueException | EventStoreException e) {
      // Nothing is lost: the intent that needs it asks again, and tells of the trouble.
    }
  }

  /** A lane that is held delays nothing of the others. */
  private static void ask(Lane lane, ChainPicture picture) throws InterruptedException {
    lane.enter();
    try {
      lane.next(picture.head());
    } catch (LaneHeld e) {
      // It is recorded and shown; whatever needs the lane is told.
    } finally {
      lane.leave();
    }
  }

  @Override
  public void close() {
    watch.unlisten(bell);
    thread.interrupt();
    Threads.join(thread);
  }
}
