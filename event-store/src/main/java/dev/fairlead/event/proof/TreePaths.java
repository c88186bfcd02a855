package dev.fairlead.event.proof;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Follows paths upwards, as RFC 9162 2.1.3.2 and 2.1.4.2 say. */
final class TreePaths {
  private final TreeHash hash = new TreeHash();

  /** The roots that a consistency path leads to. */
  @SuppressWarnings("ArrayRecordComponent")
  record Roots(byte[] before, byte[] after) {}

  /** The root that a leaf's path leads to; none when the path has not the length it must have. */
  Optional<byte[]> root(byte[] leaf, long index, long size, List<byte[]> path) {
    long at = index;
    long last = size - 1;
    byte[] root = leaf;
    for (byte[] sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((at & 1) == 1 || at == last) {
        root = hash.node(sibling, root);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        root = hash.node(root, sibling);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(root) : Optional.empty();
  }

  /** The roots of both trees; none when the path has not the length it must have. */
  Optional<Roots> roots(byte[] before, long beforeSize, long size, List<byte[]> path) {
    if (beforeSize == size) {
      return path.isEmpty() ? Optional.of(new Roots(before, before)) : Optional.empty();
    }
    long at = beforeSize - 1;
    long last = size - 1;
    while ((at & 1) == 1) {
      at >>= 1;
      last >>= 1;
    }
    Iterator<byte[]> nodes = path.iterator();
    if (at > 0 && !nodes.hasNext()) {
      return Optional.empty();
    }
    byte[] left = at > 0 ? nodes.next() : before;
    byte[] whole = left;
    while (nodes.hasNext()) {
      byte[] node = nodes.next();
      if (last == 0) {
        return Optional.empty();
      }
      if ((at & 1) == 1 || at == last) {
        left = hash.node(node, left);
        whole = hash.node(node, whole);
        while ((at & 1) == 0 && at != 0) {
          at >>= 1;
          last >>= 1;
        }
      } else {
        whole = hash.node(whole, node);
      }
      at >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(new Roots(left, whole)) : Optional.empty();
  }
}
