package dev.fairlead.node.cli;

import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.NodeConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the configured chains is meant. */
final class ConfiguredChains {
  private ConfiguredChains() {}

  /** The chain of that name; of none, the only one. */
  static Map.Entry<String, ChainConfig> pick(NodeConfig node, @Nullable String name) {
    if (name == null) {
      if (node.chains().size() > 1) {
        throw new IllegalArgumentException(
            "say which --chain: "
                + String.join(", ", node.chains().keySet().stream().sorted().toList()));
      }
      return node.chains().entrySet().iterator().next();
    }
    ChainConfig named = node.chains().get(name);
    if (named == null) {
      throw new IllegalArgumentException("there is no chain \"" + name + "\"");
    }
    return Map.entry(name, named);
  }
}
