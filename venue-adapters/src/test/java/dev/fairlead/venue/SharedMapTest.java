package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.devnet.Cases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedMapTest {
  private static final int ENTRIES = 3_000;

  /** Many keys have the same hash, and many more the same low bits of it. */
  private record Key(int number) {
    @Override
    public int hashCode() {
      return number % 7 == 0 ? number % 70 : number << 10;
    }
  }

  @Test
  void answersAsAPlainMapDoesAfterEveryEntry() {
    Random random = Cases.random(getClass());
    SharedMap<Key, Integer> shared = SharedMap.empty();
    Map<Key, Integer> plain = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      Key key = new Key(random.nextInt(ENTRIES));
      shared = shared.with(key, i);
      plain.put(key, i);
      assertThat(shared.size()).isEqualTo(plain.size());
      assertThat(shared.get(key)).isEqualTo(i);
    }
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(shared.get(new Key(i))).isEqualTo(plain.get(new Key(i)));
    }
  }

  @Test
  void leavesEarlierMapsAsTheyWere() {
    List<SharedMap<Key, Integer>> maps = new ArrayList<>(List.of(SharedMap.empty()));
    for (int i = 0; i < ENTRIES / 10; i++) {
      maps.add(maps.getLast().with(new Key(i), i));
    }
    for (int size = 0; size < maps.size(); size++) {
      assertThat(maps.get(size).size()).isEqualTo(size);
      assertThat(maps.get(size).get(new Key(size))).isNull();
      if (size > 0) {
        assertThat(maps.get(size).get(new Key(size - 1))).isEqualTo(size - 1);
      }
    }
  }
}
