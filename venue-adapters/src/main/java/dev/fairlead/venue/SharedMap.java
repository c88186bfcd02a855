package dev.fairlead.venue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map. One with an entry more shares all but the way to that entry, so that adding to
 * a large map costs what adding to a small one does.
 *
 * <p>A trie over the bits of hashes: a branch holds up to 32 parts, of which only those that exist
 * take room.
 */
final class SharedMap<K, V> {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private final @Nullable Part<K, V> root;
  private final int size;

  private SharedMap(@Nullable Part<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  static <K, V> SharedMap<K, V> empty() {
    return new SharedMap<>(null, 0);
  }

  private sealed interface Part<K, V> {}

  /** An entry, and others whose keys have the same hash. */
  private record Leaf<K, V>(int hash, K key, V value, @Nullable Leaf<K, V> next)
      implements Part<K, V> {}

  /** The parts for the values of five bits of the hash; {@code present} says which exist. */
  private static final class Branch<K, V> implements Part<K, V> {
    private final int present;
    private final Part<K, V>[] parts;

    Branch(int present, Part<K, V>[] parts) {
      this.present = present;
      this.parts = parts;
    }

    private int placeOf(int bit) {
      return Integer.bitCount(present & (bit - 1));
    }

    @Nullable Part<K, V> at(int bit) {
      return (present & bit) == 0 ? null : parts[placeOf(bit)];
    }

    Branch<K, V> with(int bit, Part<K, V> part) {
      int place = placeOf(bit);
      if ((present & bit) != 0) {
        Part<K, V>[] copy = parts.clone();
        copy[place] = part;
        return new Branch<>(present, copy);
      }
      Part<K, V>[] copy = Arrays.copyOf(parts, parts.length + 1);
      System.arraycopy(parts, place, copy, place + 1, parts.length - place);
      copy[place] = part;
      return new Branch<>(present | bit, copy);
    }
  }

  int size() {
    return size;
  }

  @Nullable V get(K key) {
    int hash = key.hashCode();
    Part<K, V> part = root;
    for (int shift = 0; part instanceof Branch<K, V> branch; shift += BITS) {
      part = branch.at(bit(hash, shift));
    }
    for (Leaf<K, V> leaf = (Leaf<K, V>) part; leaf != null; leaf = leaf.next()) {
      if (leaf.hash() == hash && leaf.key().equals(key)) {
        return leaf.value();
      }
    }
    return null;
  }

  /** This map with the value in place of the key's, or added. */
  SharedMap<K, V> with(K key, V value) {
    int added = get(key) == null ? 1 : 0;
    return new SharedMap<>(with(root, 0, key.hashCode(), key, value), size + added);
  }

  private static <K, V> Part<K, V> with(
      @Nullable Part<K, V> part, int shift, int hash, K key, V value) {
    return switch (part) {
      case null -> new Leaf<>(hash, key, value, null);
      case Branch<K, V> branch -> {
        int bit = bit(hash, shift);
        yield branch.with(bit, with(branch.at(bit), shift + BITS, hash, key, value));
      }
      case Leaf<K, V> leaf when leaf.hash() == hash ->
          new Leaf<>(hash, key, value, without(leaf, key));
      case Leaf<K, V> leaf ->
          with(SharedMap.<K, V>none().with(bit(leaf.hash(), shift), leaf), shift, hash, key, value);
    };
  }

  private static <K, V> @Nullable Leaf<K, V> without(@Nullable Leaf<K, V> leaf, K key) {
    if (leaf == null || leaf.key().equals(key)) {
      return leaf == null ? null : leaf.next();
    }
    return new Leaf<>(leaf.hash(), leaf.key(), leaf.value(), without(leaf.next(), key));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Arrays know no type parameters.
  private static <K, V> Branch<K, V> none() {
    return new Branch<>(0, new Part[0]);
  }

  private static int bit(int hash, int shift) {
    return 1 << (hash >>> shift & MASK);
  }
}
