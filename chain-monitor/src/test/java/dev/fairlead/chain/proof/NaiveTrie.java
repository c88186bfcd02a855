package dev.fairlead.chain.proof;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/** A Merkle-Patricia trie as the specification defines it, over Web3j's RLP: slow, and plain. */
public final class NaiveTrie {
  private final Map<String, byte[]> entries = new TreeMap<>();

  /** The root of the trie of a list. */
  public static Bytes32 rootOfList(List<byte[]> items) {
    NaiveTrie trie = new NaiveTrie();
    for (int i = 0; i < items.size(); i++) {
      trie.put(RlpEncoder.encode(RlpString.create(i)), items.get(i));
    }
    return trie.root();
  }

  private void put(byte[] key, byte[] value) {
    StringBuilder nibbles = new StringBuilder();
    for (byte one : key) {
      nibbles.append("%02x".formatted(one));
    }
    entries.put(nibbles.toString(), value);
  }

  private Bytes32 root() {
    RlpType root = entries.isEmpty() ? RlpString.create(new byte[0]) : node(entries, 0);
    return Bytes32.wrap(Keccak256.hash(RlpEncoder.encode(root)));
  }

  private static RlpType node(Map<String, byte[]> entries, int depth) {
    List<String> keys = new ArrayList<>(entries.keySet());
    if (keys.size() == 1) {
      return new RlpList(
          path(keys.getFirst().substring(depth), true),
          RlpString.create(entries.get(keys.getFirst())));
    }
    int shared = depth;
    while (sameNibble(keys, shared)) {
      shared++;
    }
    if (shared > depth) {
      return new RlpList(
          path(keys.getFirst().substring(depth, shared), false), child(entries, shared));
    }
    List<RlpType> branch = new ArrayList<>(Collections.nCopies(17, RlpString.create(new byte[0])));
    for (int nibble = 0; nibble < 16; nibble++) {
      Map<String, byte[]> below = new TreeMap<>();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        if (Character.digit(entry.getKey().charAt(depth), 16) == nibble) {
          below.put(entry.getKey(), entry.getValue());
        }
      }
      if (!below.isEmpty()) {
        branch.set(nibble, child(below, depth + 1));
      }
    }
    return new RlpList(branch);
  }

  private static RlpType child(Map<String, byte[]> entries, int depth) {
    RlpType node = node(entries, depth);
    byte[] encoded = RlpEncoder.encode(node);
    return encoded.length < 32 ? node : RlpString.create(Keccak256.hash(encoded));
  }

  private static boolean sameNibble(List<String> keys, int at) {
    return keys.stream().map(key -> key.charAt(at)).distinct().count() == 1;
  }

  private static RlpString path(String nibbles, boolean leaf) {
    int flag = leaf ? 2 : 0;
    String whole = nibbles.length() % 2 == 1 ? (flag + 1) + nibbles : flag + "0" + nibbles;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < whole.length(); i += 2) {
      bytes.write(Integer.parseInt(whole.substring(i, i + 2), 16));
    }
    return RlpString.create(bytes.toByteArray());
  }
}
