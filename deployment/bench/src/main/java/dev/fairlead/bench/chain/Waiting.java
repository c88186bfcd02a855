package dev.fairlead.bench.chain;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * How long it took until a block was handed on, and how much of that was waiting for the endpoint.
 * All questions come from the one thread that follows.
 */
final class Waiting implements ChainObserver {
  private final List<Answer> answers = new ArrayList<>();
  private final BlockingQueue<Split> splits = new LinkedBlockingQueue<>();
  private final long height;

  private record Answer(long at, long took) {}

  /** Times in nanoseconds. */
  record Split(BlockRef head, long own, long waited) {}

  /** Blocks of this height end a measurement. */
  Waiting(long height) {
    this.height = height;
  }

  /** The measurement that ends with this block. */
  Split until(BlockRef head) throws InterruptedException {
    Split split = splits.take();
    while (!split.head().equals(head)) {
      split = splits.take();
    }
    return split;
  }

  @Override
  public void answered(ChainId chain, String method, Duration took, String error) {
    synchronized (answers) {
      answers.add(new Answer(System.nanoTime(), took.toNanos()));
    }
  }

  @Override
  public void extended(ChainId chain, BlockRef block, Duration lag) {
    if (block.number().value() != height) {
      return;
    }
    long heard = System.nanoTime() - lag.toNanos();
    long waited;
    synchronized (answers) {
      waited = answers.stream().filter(answer -> answer.at() > heard).mapToLong(Answer::took).sum();
      answers.clear();
    }
    splits.add(new Split(block, Math.max(0, lag.toNanos() - waited), waited));
  }
}
