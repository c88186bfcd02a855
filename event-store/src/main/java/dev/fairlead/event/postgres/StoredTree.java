package dev.fairlead.event.postgres;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Some of the tree's nodes as stored, to be compared with what the events say. Immutable. */
final class StoredTree {
  private final long covered;
  private final Map<Integer, Map<Long, byte[]>> nodes = new HashMap<>();

  /** These nodes; up to {@code covered} events none may be missing. */
  StoredTree(long covered, Iterable<MerkleNodes.Node> stored) {
    this.covered = covered;
    for (MerkleNodes.Node node : stored) {
      nodes.computeIfAbsent(node.level(), _ -> new HashMap<>()).put(node.index(), node.hash());
    }
  }

  /** Whether a node is stored as it must be, or is none that is stored. */
  boolean agrees(int level, long index, byte[] root) {
    boolean kept = level > 0 && level % MerkleNodes.STEP == 0 && (index + 1) << level <= covered;
    return !kept || Arrays.equals(nodes.getOrDefault(level, Map.of()).get(index), root);
  }
}
