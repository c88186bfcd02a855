package dev.fairlead.event.proof;

/** Where the roots of complete subtrees come from. */
@FunctionalInterface
public interface Subtrees {
  /** The root of the {@code index}-th subtree of {@code 2^level} leaves, all of which are there. */
  byte[] root(int level, long index);
}
