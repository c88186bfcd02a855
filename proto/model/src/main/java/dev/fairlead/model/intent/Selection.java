package dev.fairlead.model.intent;

import java.util.Set;

/**
 * What may be used: everything, or only {@code allowed} when it is not empty, and never {@code
 * denied}.
 */
public record Selection<T>(Set<T> allowed, Set<T> denied) {
  public Selection {
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  public static <T> Selection<T> everything() {
    return new Selection<>(Set.of(), Set.of());
  }

  public boolean admits(T candidate) {
    return !denied.contains(candidate) && (allowed.isEmpty() || allowed.contains(candidate));
  }
}
