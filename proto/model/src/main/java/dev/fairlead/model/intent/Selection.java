package dev.fairlead.model.intent;

import java.util.HashSet;
import java.util.Optional;
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

  /** What both admit; empty where that is nothing. */
  public Optional<Selection<T>> and(Selection<T> other) {
    Set<T> neither = new HashSet<>(denied);
    neither.addAll(other.denied);
    if (allowed.isEmpty() && other.allowed.isEmpty()) {
      return Optional.of(new Selection<>(Set.of(), neither));
    }
    Set<T> both = new HashSet<>(allowed.isEmpty() ? other.allowed : allowed);
    both.removeIf(item -> !admits(item) || !other.admits(item));
    return both.isEmpty() ? Optional.empty() : Optional.of(new Selection<>(both, neither));
  }

  public boolean admits(T candidate) {
    return !denied.contains(candidate) && (allowed.isEmpty() || allowed.contains(candidate));
  }
}
