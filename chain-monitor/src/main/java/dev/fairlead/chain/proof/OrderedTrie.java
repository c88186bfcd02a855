package dev.fairlead.chain.proof;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;

/**
 * The root of the Merkle-Patricia trie that holds a list: the item at each index under the RLP of
 * that index. The keys are known and sorted in advance, so that the nodes are made from the leaves
 * up, without a trie in memory. For one thread.
 */
final class OrderedTrie {
  /** The RLP of nothing, hashed. */
  static final Bytes32 EMPTY =
      Bytes32.parse("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

  private static final int BRANCHES = 16;
  private static final int HASH = 32;

  /** Room before a node's content for the header of its list. */
  private static final int HEADER = 5;

  private static final int NODE = HEADER + BRANCHES * (HASH + 1) + 1;
  private static final int ONE_BYTE_KEYS = 128;
  private static final int STRING = 0x80;
  private static final int LIST = 0xc0;
  private static final int SHORT = 55;

  private final Keccak256 hash = new Keccak256();
  private final byte[][] nodes = new byte[2 * Integer.BYTES + 3][];
  private final Encodings items;

  private OrderedTrie(Encodings items) {
    this.items = items;
  }

  static Bytes32 root(Encodings items) {
    if (items.size() == 0) {
      return EMPTY;
    }
    byte[] reference = new byte[HASH + 1];
    int _ = new OrderedTrie(items).node(0, items.size(), 0, true, reference, 0);
    byte[] root = new byte[HASH];
    System.arraycopy(reference, 1, root, 0, HASH);
    return Bytes32.wrap(root);
  }

  /**
   * Writes how a parent refers to the node of the keys from {@code low} up to {@code high}, which
   * share their first {@code depth} nibbles, and gives where that ends.
   */
  private int node(int low, int high, int depth, boolean root, byte[] out, int at) {
    if (high - low == 1) {
      return leaf(index(low), depth, root, out, at);
    }
    int shared = depth;
    while (nibble(index(low), shared) == nibble(index(high - 1), shared)) {
      shared++;
    }
    if (shared == depth) {
      return branch(low, high, depth, root, out, at);
    }
    byte[] extension = new byte[HEADER + 2 * HASH];
    int end = path(index(low), depth, shared, false, extension, HEADER);
    end = branch(low, high, shared, false, extension, end);
    return refer(extension, end, root, out, at);
  }

  private int branch(int low, int high, int depth, boolean root, byte[] out, int at) {
    if (nodes[depth] == null) {
      nodes[depth] = new byte[NODE];
    }
    byte[] node = nodes[depth];
    int end = HEADER;
    int from = low;
    for (int nibble = 0; nibble < BRANCHES; nibble++) {
      int to = from;
      while (to < high && nibble(index(to), depth) == nibble) {
        to++;
      }
      if (to == from) {
        node[end++] = (byte) STRING;
      } else {
        end = node(from, to, depth + 1, false, node, end);
      }
      from = to;
    }
    node[end++] = (byte) STRING;
    return refer(node, end, root, out, at);
  }

  /** A leaf is hashed in pieces, as its item is long and need not be copied. */
  private int leaf(int index, int depth, boolean root, byte[] out, int at) {
    byte[] head = new byte[4 * HEADER];
    int end = path(index, depth, keyNibbles(index), true, head, HEADER);
    int length = items.length(index);
    if (length == 0) {
      throw new IllegalArgumentException("item " + index + " is empty");
    }
    if (length > 1 || items.first(index) >= STRING) {
      end = header(length, STRING, head, end);
    }
    int content = end - HEADER + length;
    int start = listHeader(content, head);
    if (content + 1 < HASH && !root) {
      System.arraycopy(head, start, out, at, end - start);
      items.writer().copy(items.from(index), items.to(index), out, at + end - start);
      return at + content + 1;
    }
    var _ = hash.update(head, start, end - start);
    items.hash(index, hash);
    return hashed(out, at);
  }

  /** A node shorter than a hash stands in its parent itself; content begins at the header's end. */
  private int refer(byte[] node, int end, boolean root, byte[] out, int at) {
    int start = listHeader(end - HEADER, node);
    int length = end - start;
    if (length < HASH && !root) {
      System.arraycopy(node, start, out, at, length);
      return at + length;
    }
    var _ = hash.update(node, start, length);
    return hashed(out, at);
  }

  private int hashed(byte[] out, int at) {
    out[at] = (byte) (STRING + HASH);
    System.arraycopy(hash.digest(), 0, out, at + 1, HASH);
    return at + 1 + HASH;
  }

  /** Writes a list's header so that it ends where the content begins; gives where it starts. */
  private static int listHeader(int content, byte[] node) {
    byte[] header = new byte[HEADER];
    int size = header(content, LIST, header, 0);
    System.arraycopy(header, 0, node, HEADER - size, size);
    return HEADER - size;
  }

  private static int header(int length, int base, byte[] out, int at) {
    if (length <= SHORT) {
      out[at] = (byte) (base + length);
      return at + 1;
    }
    int size = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    out[at] = (byte) (base + SHORT + size);
    for (int i = 0; i < size; i++) {
      out[at + 1 + i] = (byte) (length >>> (8 * (size - 1 - i)));
    }
    return at + 1 + size;
  }

  /** The nibbles of a key from {@code from} up to {@code to}, in hex-prefix encoding. */
  private static int path(int index, int from, int to, boolean leaf, byte[] out, int at) {
    int count = to - from;
    int flag = leaf ? 2 : 0;
    int size = count / 2 + 1;
    int end = at;
    if (size > 1) {
      out[end++] = (byte) (STRING + size);
    }
    boolean odd = (count & 1) == 1;
    out[end++] = (byte) (odd ? (flag + 1) << 4 | nibble(index, from) : flag << 4);
    for (int i = from + (count & 1); i < to; i += 2) {
      out[end++] = (byte) (nibble(index, i) << 4 | nibble(index, i + 1));
    }
    return end;
  }

  /** The index whose key is at a place in the keys' order: 0 is 0x80, and so after 127. */
  private int index(int place) {
    if (place >= ONE_BYTE_KEYS) {
      return place;
    }
    int last = Math.min(items.size(), ONE_BYTE_KEYS) - 1;
    return place == last ? 0 : place + 1;
  }

  private static int keyNibbles(int index) {
    return index < ONE_BYTE_KEYS ? 2 : 2 + 2 * bytes(index);
  }

  private static int bytes(int index) {
    return (39 - Integer.numberOfLeadingZeros(index)) / 8;
  }

  private static int nibble(int index, int place) {
    int value;
    if (index < ONE_BYTE_KEYS) {
      value = index == 0 ? STRING : index;
    } else if (place < 2) {
      value = STRING + bytes(index);
    } else {
      value = index >>> (8 * (bytes(index) - place / 2));
    }
    return (place & 1) == 0 ? (value >>> 4) & 0xf : value & 0xf;
  }
}
