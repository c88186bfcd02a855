package dev.fairlead.devnet.relay;

/** What the relay knows of a transaction. */
public sealed interface PrivateStatus {
  /** It waits for a block. */
  record Pending(long lastBlock) implements PrivateStatus {}

  /** It is in a block. */
  record Included(long block) implements PrivateStatus {}

  /** It will not be in a block of this relay. */
  record Failed(String reason) implements PrivateStatus {}

  /** Its sender took it back. */
  record Cancelled() implements PrivateStatus {}

  /** The relay never saw it. */
  record Unknown() implements PrivateStatus {}

  /** The word that the status page uses. */
  default String word() {
    return switch (this) {
      case Pending any -> "PENDING";
      case Included any -> "INCLUDED";
      case Failed any -> "FAILED";
      case Cancelled any -> "CANCELLED";
      case Unknown any -> "UNKNOWN";
    };
  }
}
