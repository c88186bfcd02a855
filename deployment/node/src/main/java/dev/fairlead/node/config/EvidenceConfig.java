package dev.fairlead.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the log is made evidence.
 *
 * @param interval how often a checkpoint is signed, if the log has moved
 * @param file gets a line a checkpoint; by default {@code checkpoints.log} in the data directory
 * @param http an address that checkpoints are posted to as well
 * @param trustedKeys raw public keys in hex; only these may seal the log, if there are any
 */
public record EvidenceConfig(
    @Default("5s") Duration interval,
    @Nullable Path file,
    @Nullable URI http,
    List<String> trustedKeys) {
  public EvidenceConfig {
    trustedKeys = List.copyOf(trustedKeys);
    if (interval.isZero() || interval.isNegative()) {
      throw new ConfigException("evidence.interval", "must be longer than nothing");
    }
    if (http != null && !"http".equals(http.getScheme()) && !"https".equals(http.getScheme())) {
      throw new ConfigException("evidence.http", "expected http:// or https://");
    }
    for (String key : trustedKeys) {
      if (!key.matches("[0-9a-f]{64}")) {
        throw new ConfigException(
            "evidence.trusted-keys", "expected 64 lower-case hex digits but found \"" + key + "\"");
      }
    }
  }
}
