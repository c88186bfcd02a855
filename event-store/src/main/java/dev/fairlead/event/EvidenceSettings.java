package dev.fairlead.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the log is made evidence.
 *
 * @param interval how often the tree and the checkpoints follow the log, if it has moved
 * @param anchors where checkpoints go
 * @param trustedKeys the raw public keys, in hex, that may seal the log; when there are none, those
 *     that the log itself introduces
 */
public record EvidenceSettings(
    Duration interval, List<CheckpointAnchor> anchors, Set<String> trustedKeys) {
  public EvidenceSettings {
    anchors = List.copyOf(anchors);
    trustedKeys = Set.copyOf(trustedKeys);
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the interval must be positive: " + interval);
    }
    for (String key : trustedKeys) {
      if (!key.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "a trusted key is 32 bytes in lower-case hex, but not: " + key);
      }
    }
  }

  /** A checkpoint every 5 seconds, kept in the database alone. */
  public static EvidenceSettings unanchored() {
    return new EvidenceSettings(Duration.ofSeconds(5), List.of(), Set.of());
  }
}
