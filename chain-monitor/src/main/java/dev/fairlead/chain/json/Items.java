package dev.fairlead.chain.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of all lists that are open, the innermost list's last. */
final class Items {
  private @Nullable Object[] items = new Object[16];
  private int size;

  int size() {
    return size;
  }

  void add(Object item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  /** The innermost list, which is closed by that: whatever was added since there were so many. */
  @SuppressWarnings("unchecked")
  <T> List<T> takeFrom(int from) {
    T[] taken = (T[]) items;
    int length = size - from;
    size = from;
    return switch (length) {
      case 0 -> List.of();
      case 1 -> List.of(taken[from]);
      case 2 -> List.of(taken[from], taken[from + 1]);
      case 3 -> List.of(taken[from], taken[from + 1], taken[from + 2]);
      case 4 -> List.of(taken[from], taken[from + 1], taken[from + 2], taken[from + 3]);
      default -> List.of(Arrays.copyOfRange(taken, from, from + length));
    };
  }
}
