package dev.fairlead.node;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.anchor.HttpAnchor;
import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.LocalSigner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Opens the configured anchors. */
public final class Anchors {
  private Anchors() {}

  /**
   * Evidence for a node of its own life, whose anchors are closed with it.
   *
   * @param trading accounts that checkpoints must not be sent by: their nonces are the lanes'
   */
  static EvidenceSettings evidence(NodeConfig config, Set<Address> trading, ClosingStack open) {
    List<CheckpointAnchor> anchors = new ArrayList<>(List.of(file(config)));
    if (config.evidence().http() != null) {
      anchors.add(open.add(new HttpAnchor(config.evidence().http())));
    }
    if (config.evidence().chain() != null) {
      anchors.add(open.add(chain(config, config.evidence().chain(), trading)));
    }
    return settings(config.evidence(), anchors);
  }

  /** Something to be done with a log and its evidence. */
  @FunctionalInterface
  public interface Work<T> {
    T with(EvidenceSettings evidence);
  }

  /** Opens the anchors for the time of some work. */
  public static <T> T during(NodeConfig config, Work<T> work) {
    try (ClosingStack open = new ClosingStack()) {
      return work.with(evidence(config, Set.of(), open));
    }
  }

  /** Where checkpoints are always kept. */
  public static Path checkpointFile(NodeConfig config) {
    Path named = config.evidence().file();
    return named == null ? config.dataDir().resolve("checkpoints.log") : named;
  }

  private static FileAnchor file(NodeConfig config) {
    return new FileAnchor(checkpointFile(config));
  }

  private static ChainAnchor chain(
      NodeConfig config, EvidenceConfig.Chain anchor, Set<Address> trading) {
    LocalSigner signer = Signers.open("evidence.chain", anchor.account());
    if (trading.contains(signer.account())) {
      throw new IllegalArgumentException(
          "evidence.chain.keystore: %s is one of the accounts that trade; checkpoints need one of their own"
              .formatted(signer.account()));
    }
    ChainConfig chain = Objects.requireNonNull(config.chains().get(anchor.name()));
    return new ChainAnchor(anchor, chain, signer);
  }

  private static EvidenceSettings settings(EvidenceConfig config, List<CheckpointAnchor> anchors) {
    return new EvidenceSettings(config.interval(), anchors, Set.copyOf(config.trustedKeys()));
  }
}
