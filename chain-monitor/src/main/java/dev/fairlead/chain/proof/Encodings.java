package dev.fairlead.chain.proof;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.rlp.RlpWriter;
import java.util.Arrays;

/** The items of a list, encoded one after the other in one piece of memory. For one thread. */
final class Encodings {
  private final RlpWriter writer = new RlpWriter();
  private int[] ends = new int[64];
  private int size;

  /** Where the next item is written. */
  RlpWriter writer() {
    return writer;
  }

  /** Says that the item is whole. */
  void end() {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size++] = writer.length();
  }

  void clear() {
    var _ = writer.clear();
    size = 0;
  }

  int size() {
    return size;
  }

  int from(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int to(int index) {
    return ends[index];
  }

  int length(int index) {
    return to(index) - from(index);
  }

  int first(int index) {
    byte[] first = new byte[1];
    writer.copy(from(index), from(index) + 1, first, 0);
    return first[0] & 0xff;
  }

  void hash(int index, Keccak256 hash) {
    writer.hash(from(index), to(index), hash);
  }

  Bytes32 keccak256(int index) {
    Keccak256 hash = new Keccak256();
    hash(index, hash);
    return Bytes32.wrap(hash.digest());
  }
}
