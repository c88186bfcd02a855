package dev.fairlead.node;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.anchor.HttpAnchor;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Opens the configured anchors. */
public final class Anchors {
  private Anchors() {}

  /** Evidence for a node of its own life, whose anchors are closed with it. */
  static EvidenceSettings evidence(NodeConfig config, ClosingStack open) {
    List<CheckpointAnchor> anchors = new ArrayList<>(List.of(file(config)));
    if (config.evidence().http() != null) {
      anchors.add(open.add(new HttpAnchor(config.evidence().http())));
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
      return work.with(evidence(config, open));
    }
  }

  private static FileAnchor file(NodeConfig config) {
    Path named = config.evidence().file();
    return new FileAnchor(named == null ? config.dataDir().resolve("checkpoints.log") : named);
  }

  private static EvidenceSettings settings(EvidenceConfig config, List<CheckpointAnchor> anchors) {
    return new EvidenceSettings(config.interval(), anchors, Set.copyOf(config.trustedKeys()));
  }
}
