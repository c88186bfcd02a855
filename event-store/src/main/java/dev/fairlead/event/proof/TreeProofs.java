package dev.fairlead.event.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes roots and proofs from the roots of subtrees, as RFC 6962 defines them. Not for use by more
 * than one thread.
 */
public final class TreeProofs {
  private final TreeHash hash = new TreeHash();
  private final Subtrees subtrees;

  public TreeProofs(Subtrees subtrees) {
    this.subtrees = subtrees;
  }

  /** The root of the first {@code size} leaves. */
  public byte[] root(long size) {
    return size == 0 ? hash.empty() : range(0, size);
  }

  /** The path from the leaf at {@code index} to the root of the first {@code size} leaves. */
  public List<byte[]> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf %d among %d".formatted(index, size));
    }
    List<byte[]> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long from, long to, List<byte[]> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, path);
      path.add(range(middle, to));
    } else {
      inclusion(index, middle, to, path);
      path.add(range(from, middle));
    }
  }

  /** What shows that the first {@code size} leaves begin with the first {@code before}. */
  public List<byte[]> consistency(long before, long size) {
    if (before < 1 || before > size) {
      throw new IllegalArgumentException("no tree of %d within %d".formatted(before, size));
    }
    List<byte[]> path = new ArrayList<>();
    consistency(before, 0, size, true, path);
    return path;
  }

  private void consistency(long before, long from, long to, boolean known, List<byte[]> path) {
    if (before == to) {
      if (!known) {
        path.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (before <= middle) {
      consistency(before, from, middle, known, path);
      path.add(range(middle, to));
    } else {
      consistency(before, middle, to, false, path);
      path.add(range(from, middle));
    }
  }

  private byte[] range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return subtrees.root(level, from >> level);
    }
    long middle = from + split(count);
    return hash.node(range(from, middle), range(middle, to));
  }

  /** The largest power of 2 below a count. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
