package dev.fairlead.node.config;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.StrategyId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a node is told.
 *
 * @param name the node's name in its log; several nodes on one database need different names
 * @param dataDir keeps the node's own key, and the embedded database when that is used
 * @param strategies by id; {@code anyStrategy} is for those that are not named
 */
public record NodeConfig(
    @Default("fairlead") String name,
    Path dataDir,
    ListenConfig api,
    MetricsConfig metrics,
    DatabaseConfig database,
    EvidenceConfig evidence,
    Map<String, ChainConfig> chains,
    List<AccountConfig> accounts,
    Map<StrategyId, StrategySettings> strategies,
    AnyStrategy anyStrategy,
    RiskConfig risk,
    ExecutionConfig execution,
    HistoryConfig history,
    DecodeConfig decode) {
  public NodeConfig {
    chains = Map.copyOf(chains);
    accounts = List.copyOf(accounts);
    strategies = Map.copyOf(strategies);
    if (chains.isEmpty()) {
      throw new ConfigException("chains", "name at least one chain");
    }
    if (accounts.isEmpty()) {
      throw new ConfigException("accounts", "name at least one account");
    }
    if (strategies.isEmpty() && !anyStrategy.allowed()) {
      throw new ConfigException(
          "strategies", "name at least one strategy, or set any-strategy.allowed to true");
    }
    EvidenceConfig.Chain anchor = evidence.chain();
    if (anchor != null && !chains.containsKey(anchor.name())) {
      throw new ConfigException(
          "evidence.chain.name", "there is no chain \"" + anchor.name() + "\"");
    }
    Set<ChainId> ids = new HashSet<>();
    chains.forEach((key, chain) -> {
      if (!ids.add(chain.id())) {
        throw new ConfigException("chains." + key + ".id", "is used twice: " + chain.id());
      }
    });
  }
}
