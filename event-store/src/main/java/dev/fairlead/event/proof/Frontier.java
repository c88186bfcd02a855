package dev.fairlead.event.proof;

import org.jspecify.annotations.Nullable;

/**
 * The right edge of a growing tree: the roots of its complete subtrees, one for each bit of its
 * size. All that is needed to add leaves and to tell the root. Not for use by more than one thread.
 */
public final class Frontier {
  private static final int LEVELS = 63;

  private final TreeHash hash = new TreeHash();
  private final byte[] @Nullable [] peaks = new byte[LEVELS] @Nullable [];
  private long size;

  /** Hears of each subtree that an added one completes. */
  @FunctionalInterface
  public interface Completed {
    /** The {@code index}-th subtree of {@code 2^level} leaves has this root. */
    void subtree(int level, long index, byte[] root);
  }

  /** How many leaves there are. */
  public long size() {
    return size;
  }

  /** Adds a complete subtree of {@code 2^level} leaves at the end, where one of its size fits. */
  public void add(int level, byte[] root, Completed completed) {
    if ((size & ((1L << level) - 1)) != 0) {
      throw new IllegalStateException("no subtree of level %d begins at %d".formatted(level, size));
    }
    byte[] current = root;
    int at = level;
    completed.subtree(at, size >> at, current);
    for (byte[] left = peaks[at]; left != null; left = peaks[at]) {
      current = hash.node(left, current);
      peaks[at] = null;
      at++;
      completed.subtree(at, size >> at, current);
    }
    peaks[at] = current;
    size += 1L << level;
  }

  /** Adds a complete subtree whose parents nobody wants to hear of. */
  public void add(int level, byte[] root) {
    add(level, root, (_, _, _) -> {});
  }

  /** The root of the whole tree. */
  public byte[] root() {
    byte[] root = before(null);
    return root == null ? hash.empty() : root;
  }

  /** The root when the leaves of another frontier, fewer than any subtree here, follow. */
  public byte[] rootWith(Frontier following) {
    byte[] root = before(following.before(null));
    return root == null ? hash.empty() : root;
  }

  private byte @Nullable [] before(byte @Nullable [] right) {
    byte[] root = right;
    for (byte[] peak : peaks) {
      if (peak != null) {
        root = root == null ? peak : hash.node(peak, root);
      }
    }
    return root;
  }

  /** This frontier as it is now. */
  public Frontier copy() {
    Frontier copy = new Frontier();
    System.arraycopy(peaks, 0, copy.peaks, 0, LEVELS);
    copy.size = size;
    return copy;
  }
}
