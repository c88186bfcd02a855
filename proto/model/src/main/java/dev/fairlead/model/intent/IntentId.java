package dev.fairlead.model.intent;

import java.util.Locale;
import java.util.UUID;

/** The identity of an intent, chosen by the strategy and so its idempotency key. */
public record IntentId(UUID value) {
  /** Reads the canonical form of 36 characters; shorter forms are refused. */
  public static IntentId parse(String text) {
    UUID value = UUID.fromString(text);
    if (!value.toString().equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "expected a UUID of 36 characters but found \"" + text + "\"");
    }
    return new IntentId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
