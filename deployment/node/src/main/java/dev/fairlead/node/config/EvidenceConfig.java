package dev.fairlead.node.config;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Wei;
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
 * @param chain a chain that checkpoints are written to as well
 * @param trustedKeys raw public keys in hex; only these may seal the log, if there are any
 */
public record EvidenceConfig(
    @Default("5s") Duration interval,
    @Nullable Path file,
    @Nullable URI http,
    @Nullable Chain chain,
    List<String> trustedKeys) {
  /**
   * How checkpoints come to a chain.
   *
   * @param name which of the chains
   * @param keystore of an account that does nothing else
   * @param interval the least time between two of them
   * @param maxFee the most that one may cost, in wei
   */
  public record Chain(
      String name,
      Path keystore,
      Path passwordFile,
      @Default("1h") Duration interval,
      @Default("10000000000000000") Wei maxFee) {
    public Chain {
      if (interval.isZero() || interval.isNegative()) {
        throw new ConfigException("evidence.chain.interval", "must be longer than nothing");
      }
    }

    /** Who sends them. */
    public AccountConfig account() {
      return new AccountConfig(keystore, passwordFile);
    }
  }

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

  /** Refuses the key that a node would seal with, where others are named and it is not. */
  public void requireTrusted(Bytes publicKey) {
    String key = publicKey.toString().substring(2);
    if (!trustedKeys.isEmpty() && !trustedKeys.contains(key)) {
      throw new ConfigException(
          "evidence.trusted-keys",
          "lacks the node's own key " + key + ", so that nothing it seals would count; add it");
    }
  }
}
