package dev.fairlead.venue;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshots of a market, one a block, to undo blocks with; they share what did not
 * change. For the writer's thread, but for {@link #oldest}.
 */
final class Snapshots {
  private static final int MOST = 128;

  /** Oldest first. */
  private final Deque<Market> markets = new ArrayDeque<>();

  private volatile @Nullable Market oldest;

  /** The first of them; for any thread. */
  Optional<Market> oldest() {
    return Optional.ofNullable(oldest);
  }

  @Nullable Market newest() {
    return markets.peekLast();
  }

  List<BlockRef> blocks() {
    return markets.stream().map(Market::block).toList();
  }

  void add(Market next) {
    markets.addLast(next);
    if (markets.size() > MOST) {
      markets.removeFirst();
    }
    oldest = markets.peekFirst();
  }

  void removeNewest() {
    markets.removeLast();
    oldest = markets.peekFirst();
  }

  /** Forgets what can't be gone back to; the newest stays. */
  void forgetBefore(BlockNumber height) {
    while (markets.size() > 1 && height.isAfter(markets.getFirst().block().number())) {
      markets.removeFirst();
    }
    oldest = markets.peekFirst();
  }

  void clear() {
    markets.clear();
    oldest = null;
  }
}
