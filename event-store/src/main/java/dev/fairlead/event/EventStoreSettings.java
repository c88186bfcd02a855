package dev.fairlead.event;

import java.time.Duration;

/**
 * How a node uses the log.
 *
 * @param node the node's name; its life is the stream {@code node/<name>}
 * @param access who else may write
 * @param appendPatience how long an append may take, a failing database included, before its caller
 *     is told that the outcome is unknown
 * @param readConnections the most connections for reads; appends have their own
 * @param maxLag how many positions a live subscription may fall behind before it is cut
 */
public record EventStoreSettings(
    String node, Access access, Duration appendPatience, int readConnections, long maxLag) {
  /** Who may write to the log beside this node. */
  public enum Access {
    /** Other nodes too. */
    SHARED,
    /** Only this node: whoever opened the log before is fenced off for good. */
    TAKE_OVER
  }

  public EventStoreSettings {
    StreamId.node(node);
    if (appendPatience.isNegative() || appendPatience.isZero()) {
      throw new IllegalArgumentException("append patience must be positive: " + appendPatience);
    }
    if (readConnections < 1) {
      throw new IllegalArgumentException("at least one read connection is needed");
    }
    if (maxLag < 1) {
      throw new IllegalArgumentException("a subscription must be allowed some lag");
    }
  }

  /** The defaults, for a node of this name. */
  public static EventStoreSettings of(String node) {
    return new EventStoreSettings(node, Access.SHARED, Duration.ofSeconds(10), 8, 100_000);
  }
}
