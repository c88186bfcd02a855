package dev.fairlead.venue.devnet;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A feed of what the test puts in. */
final class ManualFeed implements BlockFeed {
  private final BlockingQueue<ChainUpdate> updates = new LinkedBlockingQueue<>();

  void extended(Block block) {
    updates.add(new ChainUpdate.Extended(block));
  }

  void retracted(BlockRef block) {
    updates.add(new ChainUpdate.Retracted(block));
  }

  @Override
  public ChainUpdate take() throws InterruptedException {
    return updates.take();
  }

  @Override
  public Optional<ChainUpdate> poll(Duration wait) throws InterruptedException {
    return Optional.ofNullable(updates.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {}
}
