package dev.fairlead.chain;

import dev.fairlead.model.Bytes;

/** What a call gave. */
public sealed interface CallResult {
  record Returned(Bytes data) implements CallResult {}

  /** The call reverted; {@code reason} is {@code data} for people. */
  record Reverted(Bytes data, String reason) implements CallResult {}
}
