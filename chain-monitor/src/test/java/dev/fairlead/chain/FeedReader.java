package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a feed as a consumer does, and checks that every update fits on the one before. */
final class FeedReader {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockFeed feed;
  private final ArrayDeque<BlockRef> chain = new ArrayDeque<>();
  private final List<BlockRef> retracted = new ArrayList<>();
  private @Nullable BlockRef finalized;
  private @Nullable String halted;

  FeedReader(BlockFeed feed) {
    this(feed, List.of());
  }

  FeedReader(BlockFeed feed, List<BlockRef> known) {
    this.feed = feed;
    chain.addAll(known);
  }

  /** Takes one update; empty after a while without any. */
  Optional<ChainUpdate> next(Duration patience) throws InterruptedException {
    Optional<ChainUpdate> update = feed.poll(patience);
    update.ifPresent(this::apply);
    return update;
  }

  private void apply(ChainUpdate update) {
    switch (update) {
      case ChainUpdate.Extended(Block block) -> {
        if (!chain.isEmpty()) {
          assertThat(block.parent()).isEqualTo(chain.getLast().hash());
          assertThat(block.ref().number()).isEqualTo(chain.getLast().number().next());
        }
        chain.add(block.ref());
      }
      case ChainUpdate.Retracted(BlockRef ref) -> {
        // A reorg may go below the block that a feed began with.
        if (!chain.isEmpty()) {
          assertThat(ref).isEqualTo(chain.removeLast());
        }
        retracted.add(ref);
      }
      case ChainUpdate.Finalized(BlockRef ref) -> {
        BlockRef before = finalized;
        if (before != null) {
          assertThat(ref.number()).isGreaterThan(before.number());
        }
        finalized = ref;
      }
      case ChainUpdate.Halted(String reason) -> halted = reason;
    }
  }

  Block nextBlock() throws InterruptedException {
    while (true) {
      ChainUpdate update = patiently();
      if (update instanceof ChainUpdate.Extended(Block block)) {
        return block;
      }
    }
  }

  void readOne() throws InterruptedException {
    var _ = patiently();
  }

  void readTo(BlockRef head) throws InterruptedException {
    while (chain.isEmpty() || !chain.getLast().equals(head)) {
      var _ = patiently();
    }
  }

  void readToNumber(long number) throws InterruptedException {
    while (chain.isEmpty() || chain.getLast().number().value() != number) {
      var _ = patiently();
    }
  }

  BlockRef readToFinal(long number) throws InterruptedException {
    while (finalized == null || finalized.number().value() < number) {
      var _ = patiently();
    }
    return finalized;
  }

  String readToHalt() throws InterruptedException {
    while (halted == null) {
      var _ = patiently();
    }
    return halted;
  }

  private ChainUpdate patiently() throws InterruptedException {
    return next(PATIENCE)
        .orElseThrow(() -> new AssertionError("nothing happened; the chain is " + chain));
  }

  List<BlockRef> chain() {
    return List.copyOf(chain);
  }

  List<BlockRef> retracted() {
    return retracted;
  }

  BlockRef finalized() throws InterruptedException {
    return readToFinal(0);
  }
}
