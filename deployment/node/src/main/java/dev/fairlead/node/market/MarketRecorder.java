package dev.fairlead.node.market;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Fees;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.intent.IntentObserver;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps what the node sees of chains and pools in the {@link MarketHistory}, by a task of its own:
 * whoever sees something only puts it into a queue. The queue is bounded, what does not fit is
 * counted as not kept, and while the database is away the queue is all that waits.
 *
 * <p>Where the log stands is read when something is seen, and not when it is written.
 */
public final class MarketRecorder
    implements ChainObserver, MarketObserver, IntentObserver, AutoCloseable {
  /** Markets share what did not change, so that a full queue is small. */
  static final int WAITING = 4_096;

  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

  private final MarketHistory history;
  private final Supplier<LogPosition> position;
  private final Optional<Duration> keeps;
  private final InstantSource clock;
  private final RecorderObserver observer;
  private final SightMaker sights;
  private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean closing;
  private Instant forgotAt = Instant.EPOCH;

  private MarketRecorder(
      MarketHistory history,
      Supplier<LogPosition> position,
      String node,
      Optional<Duration> keeps,
      InstantSource clock,
      ThreadFactory threads,
      RecorderObserver observer) {
    this.history = history;
    this.position = position;
    this.keeps = keeps;
    this.clock = clock;
    this.observer = observer;
    this.sights = new SightMaker(node);
    this.thread = threads.newThread(this::run);
  }

  /**
   * Starts to keep.
   *
   * @param position tells at once where the log stands
   * @param node whose sights these are
   * @param keeps how long markets are kept; empty to keep none of them, only blocks
   */
  public static MarketRecorder start(
      MarketHistory history,
      Supplier<LogPosition> position,
      String node,
      Optional<Duration> keeps,
      InstantSource clock,
      ThreadFactory threads,
      RecorderObserver observer) {
    MarketRecorder recorder =
        new MarketRecorder(history, position, node, keeps, clock, threads, observer);
    recorder.thread.start();
    return recorder;
  }

  @Override
  public void seen(ChainId chain, Block block) {
    keep(
        new Note.Block(
            new SeenBlock(
                chain,
                block.ref(),
                block.parent(),
                block.timestamp(),
                keeps.isPresent() ? block.baseFee() : null,
                clock.instant(),
                position.get(),
                Optional.empty())));
  }

  @Override
  public void priced(ChainId chain, Fees fees) {
    if (keeps.isPresent()) {
      keep(new Note.Priced(chain, fees));
    }
  }

  @Override
  public void loaded(ChainId chain, Market market, Duration took) {
    stands(chain, market);
  }

  @Override
  public void takenUp(ChainId chain, BlockRef kept, Market market, Duration took) {
    stands(chain, market);
  }

  @Override
  public void published(ChainId chain, Market market, int changed, Duration took) {
    stands(chain, market);
  }

  @Override
  public void undone(ChainId chain, Market market) {
    stands(chain, market);
  }

  @Override
  public void recorded(IntentEvent event, IntentStatus status) {
    if (keeps.isPresent() && event instanceof IntentEvent.Planned planned) {
      keep(
          new Note.Quoted(
              planned.plan().sell().token().chain(), PlanQuotes.of(planned, clock.instant())));
    }
  }

  private void stands(ChainId chain, Market market) {
    if (keeps.isPresent()) {
      keep(new Note.Stands(chain, market, clock.instant(), position.get()));
    }
  }

  private void keep(Note note) {
    if (closing || !waiting.offer(note)) {
      observer.notKept(note.what(), note.chain());
    }
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        Note note = waiting.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        if (note != null) {
          writeUntilKept(note);
        }
        forget();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiting.forEach(note -> observer.notKept(note.what(), note.chain()));
    }
  }

  private void writeUntilKept(Note note) throws InterruptedException {
    while (true) {
      try {
        write(note);
        return;
      } catch (EventStoreException e) {
        observer.failed(note.what(), note.chain(), e);
        if (e.kind() == EventStoreException.Kind.FATAL) {
          observer.notKept(note.what(), note.chain());
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    }
  }

  private void write(Note note) {
    long start = System.nanoTime();
    int rows =
        switch (note) {
          case Note.Block block -> {
            history.saw(block.seen());
            yield 1;
          }
          case Note.Priced priced -> {
            history.priced(
                priced.chain(),
                priced.fees().at().hash(),
                new SeenBlock.NextFees(priced.fees().nextBaseFee(), priced.fees().priorityFee()));
            yield 1;
          }
          case Note.Quoted quoted -> {
            history.quoted(quoted.quotes());
            yield quoted.quotes().size();
          }
          case Note.Stands stands -> {
            SightMaker.Sight sight = sights.of(stands);
            history.stood(sight.sight(), sight.pools());
            sights.kept(stands, sight);
            yield sight.pools().size();
          }
        };
    observer.kept(note.what(), note.chain(), rows, Duration.ofNanos(System.nanoTime() - start));
  }

  private void forget() {
    Instant now = clock.instant();
    if (keeps.isEmpty() || now.isBefore(forgotAt.plus(FORGET_EVERY))) {
      return;
    }
    forgotAt = now;
    try {
      history.forgetMarketBefore(now.minus(keeps.get()));
    } catch (EventStoreException e) {
      forgotAt = now.minus(FORGET_EVERY).plus(RETRY);
    }
  }

  /** Writes what waits, for a moment, then stops. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(LAST_CHANCE)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
