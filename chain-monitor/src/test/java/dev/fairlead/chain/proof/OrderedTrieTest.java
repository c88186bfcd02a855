package dev.fairlead.chain.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trie from the leaves up against a trie from the root down. */
final class OrderedTrieTest {
  @Test
  void nothingHasTheRootOfNothing() {
    assertThat(OrderedTrie.root(new Encodings())).isEqualTo(NaiveTrie.rootOfList(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 15, 16, 17, 18, 126, 127, 128, 129, 130, 144, 255, 256, 257, 258, 300, 70_000
      })
  void hasTheRootThatTheSpecificationDefines(int size) {
    agrees(items(new Random(size), size, 200));
  }

  @RepeatedTest(60)
  void hasTheRootAlsoWhereItemsAreShorterThanAHash() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    assertThat(seed)
        .as("seed %d", seed)
        .satisfies(_ -> agrees(items(random, 1 + random.nextInt(400), 1 + random.nextInt(40))));
  }

  @Test
  void knowsAllItemsByTheirPlace() {
    List<byte[]> items = items(new Random(5), 140, 60);
    List<byte[]> swapped = new ArrayList<>(items);
    swapped.set(3, items.get(130));
    swapped.set(130, items.get(3));
    assertThat(root(swapped)).isNotEqualTo(root(items));
    assertThat(root(items.subList(0, 139))).isNotEqualTo(root(items));
  }

  @Test
  void refusesAnItemWithoutBytes() {
    assertThatThrownBy(() -> root(List.of(new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void agrees(List<byte[]> items) {
    assertThat(root(items)).isEqualTo(NaiveTrie.rootOfList(items));
  }

  private static Bytes32 root(List<byte[]> items) {
    Encodings encodings = new Encodings();
    for (byte[] item : items) {
      var _ = encodings.writer().raw(Bytes.of(item));
      encodings.end();
    }
    return OrderedTrie.root(encodings);
  }

  private static List<byte[]> items(Random random, int size, int longest) {
    List<byte[]> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      byte[] item = new byte[1 + random.nextInt(longest)];
      random.nextBytes(item);
      items.add(item);
    }
    return items;
  }
}
