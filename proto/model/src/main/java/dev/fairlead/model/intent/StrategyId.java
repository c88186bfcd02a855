package dev.fairlead.model.intent;

import java.util.Locale;
import java.util.UUID;

/** The identity of a strategy. */
public record StrategyId(UUID value) {
  /** Reads the canonical form of 36 characters; shorter forms are refused. */
  public static StrategyId parse(String text) {
    UUID value = UUID.fromString(text);
    if (!value.toString().equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "expected a UUID of 36 characters but found \"" + text + "\"");
    }
    return new StrategyId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
