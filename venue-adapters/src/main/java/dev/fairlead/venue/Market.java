package dev.fairlead.venue;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * All pools as they stand at the end of one block: an immutable snapshot.
 *
 * <p>Each pool has an index that stays the same in every market made from this one, also when pools
 * are added, so that searches can keep their own arrays beside it. Markets share all that did not
 * change: the pools lie in chunks, and a new market copies only the chunks that it changes. What
 * differs between two markets is found by comparing references, in either direction of time.
 */
public final class Market {
  private static final int CHUNK_BITS = 7;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final BlockRef block;
  private final MarketIndex index;
  private final Pool[][] chunks;

  private Market(BlockRef block, MarketIndex index, Pool[][] chunks) {
    this.block = block;
    this.index = index;
    this.chunks = chunks;
  }

  /** A market of these pools, indexed in their order. Two pools of one id are a bug. */
  public static Market of(BlockRef block, Collection<? extends Pool> pools) {
    return new Market(block, MarketIndex.EMPTY, new Pool[0][]).at(block, pools);
  }

  /** The block at whose end the pools stand like this. */
  public BlockRef block() {
    return block;
  }

  /** The number of pools; their indices are 0 to this, exclusive. */
  public int size() {
    return index.size();
  }

  public Pool pool(int poolIndex) {
    return chunks[poolIndex >> CHUNK_BITS][poolIndex & (CHUNK - 1)];
  }

  public Optional<Pool> pool(PoolId id) {
    int at = index.of(id);
    return at < 0 ? Optional.empty() : Optional.of(pool(at));
  }

  /** The index of a pool, or -1. */
  public int indexOf(PoolId id) {
    return index.of(id);
  }

  /** All pools in the order of their indices; a view. */
  public List<Pool> pools() {
    return new PoolList();
  }

  /** The pools that hold both tokens. */
  public List<Pool> pools(Token a, Token b) {
    return Arrays.stream(index.poolsOf(a, b)).mapToObj(this::pool).toList();
  }

  /** The indices of the pools that hold the token, ascending. */
  public int[] indicesOf(Token token) {
    return index.poolsOf(token).clone();
  }

  /** All tokens, each once, in the order in which pools brought them; the instances pools hold. */
  public List<Token> tokens() {
    return index.tokens();
  }

  /** The same block with these pools in place of those with their ids: for what-if searches. */
  public Market with(Pool... changed) {
    return at(block, List.of(changed));
  }

  /** The next snapshot: these pools replaced, or added when their id is new. */
  public Market at(BlockRef next, Collection<? extends Pool> changed) {
    return replacing(next, index.including(changed), changed);
  }

  /**
   * The pools of {@code whole} in the states that they have here, but for those that changed: all
   * that this market lacks must be among them.
   */
  Market following(Market whole, Collection<? extends Pool> changed) {
    return replacing(whole.block, whole.index, changed);
  }

  /** The next snapshot: the pools at these indices replaced, and none added. */
  Market at(BlockRef next, Map<Integer, Pool> changed) {
    Pool[][] copy = chunks.clone();
    changed.forEach((at, pool) -> put(copy, at, pool));
    return new Market(next, index, copy);
  }

  private Market replacing(
      BlockRef next, MarketIndex nextIndex, Collection<? extends Pool> changed) {
    Pool[][] copy = Arrays.copyOf(chunks, (nextIndex.size() + CHUNK - 1) >> CHUNK_BITS);
    for (Pool pool : changed) {
      put(copy, nextIndex.of(pool.id()), pool);
    }
    return new Market(next, nextIndex, copy);
  }

  @SuppressWarnings("ReferenceEquality") // What is shared is the same object.
  private void put(Pool[][] copy, int at, Pool pool) {
    int c = at >> CHUNK_BITS;
    if (c >= chunks.length) {
      if (copy[c] == null) {
        copy[c] = new Pool[CHUNK];
      }
    } else if (copy[c] == chunks[c]) {
      copy[c] = chunks[c].clone();
    }
    copy[c][at & (CHUNK - 1)] = pool;
  }

  /** Whether both markets hold the same pools (in whatever states) under the same indices. */
  @SuppressWarnings("ReferenceEquality") // What is shared is the same object.
  public boolean hasSamePoolsAs(Market other) {
    return index == other.index;
  }

  /** Whether one of the two was made from the other, or both from a third. */
  boolean isOfTheLineageOf(Market other) {
    return index.isOfTheLineageOf(other.index);
  }

  /**
   * The indices, ascending, of the pools whose state is another than in {@code other}, and of those
   * that {@code other} lacks. Both markets must come from one lineage, before or after each other.
   */
  @SuppressWarnings("ReferenceEquality") // What is shared is the same object.
  public int[] changedSince(Market other) {
    int[] changed = new int[16];
    int count = 0;
    for (int c = 0; c < chunks.length; c++) {
      Pool[] mine = chunks[c];
      Pool[] theirs = c < other.chunks.length ? other.chunks[c] : null;
      if (mine == theirs) {
        continue;
      }
      int end = Math.min(CHUNK, size() - (c << CHUNK_BITS));
      for (int i = 0; i < end; i++) {
        if (theirs == null || mine[i] != theirs[i]) {
          if (count == changed.length) {
            changed = Arrays.copyOf(changed, count * 2);
          }
          changed[count++] = (c << CHUNK_BITS) | i;
        }
      }
    }
    return Arrays.copyOf(changed, count);
  }

  @Override
  public String toString() {
    return size() + " pools at block " + block;
  }

  private final class PoolList extends AbstractList<Pool> implements RandomAccess {
    @Override
    public Pool get(int poolIndex) {
      return pool(Objects.checkIndex(poolIndex, size()));
    }

    @Override
    public int size() {
      return Market.this.size();
    }
  }
}
