package dev.fairlead.model.fee;

import dev.fairlead.model.Bytes;

/**
 * How long bytes become when FastLZ (level 1) packs them. The OP-stack charges by this length, so
 * every peculiarity of that packer is part of the protocol: the hash, the table, and where a match
 * ends. For one use.
 */
final class FastLz {
  private static final int HASH_BITS = 13;
  private static final int FARTHEST = (1 << HASH_BITS) - 1;
  private static final int GOLDEN_RATIO = 0x9e3779b9;

  /** The last bytes are never looked at as the begin of a match. */
  private static final int TAIL = 13;

  private static final int TAIL_IN_MATCH = 4;
  private static final int LITERAL_RUN = 32;
  private static final int LONGEST_MATCH = 262;
  private static final int SHORT_MATCH = 6;

  private final byte[] bytes;
  private final int limit;
  private final int[] newest = new int[1 << HASH_BITS];
  private int length;

  private FastLz(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length - TAIL;
  }

  static int packedLength(Bytes bytes) {
    return bytes.length() == 0 ? 0 : new FastLz(bytes.toArray()).pack();
  }

  /** What so many bytes become among which there is no match. */
  static int literalLength(int count) {
    return count + count / LITERAL_RUN + (count % LITERAL_RUN == 0 ? 0 : 1);
  }

  private int pack() {
    int written = 0;
    int at = 2;
    while (at < limit) {
      int seen = -1;
      while (at < limit && seen < 0) {
        int earlier = remember(at);
        if (at - earlier <= FARTHEST && three(at) == three(earlier)) {
          seen = earlier;
        } else {
          at++;
        }
      }
      // A match that begins at the very last place is not taken.
      if (seen < 0 || at + 1 >= limit) {
        break;
      }
      literals(at - written);
      int same = matched(seen + 3, at + 3);
      match(same);
      at += same;
      remember(at);
      remember(at + 1);
      at += 2;
      written = at;
    }
    literals(bytes.length - written);
    return length;
  }

  /** The place before with the same hash; the first place where there is none. */
  private int remember(int at) {
    int hash = (three(at) * GOLDEN_RATIO) >>> (Integer.SIZE - HASH_BITS);
    int earlier = newest[hash];
    newest[hash] = at;
    return earlier;
  }

  private int three(int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8) | ((bytes[at + 2] & 0xff) << 16);
  }

  /** How many bytes are the same, and the first that is not, unless the end comes before it. */
  private int matched(int earlier, int later) {
    int most = limit + TAIL - TAIL_IN_MATCH - later;
    for (int i = 0; i < most; i++) {
      if (bytes[earlier + i] != bytes[later + i]) {
        return i + 1;
      }
    }
    return most;
  }

  private void literals(int count) {
    length += literalLength(count);
  }

  private void match(int same) {
    int count = same - 1;
    length += 3 * (count / LONGEST_MATCH) + (count % LONGEST_MATCH >= SHORT_MATCH ? 3 : 2);
  }
}
