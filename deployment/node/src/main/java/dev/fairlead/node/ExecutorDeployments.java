package dev.fairlead.node;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.LocalSigner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Deploys what a node needs on its chains before it starts. */
public final class ExecutorDeployments {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private ExecutorDeployments() {}

  /**
   * Every account's executor on every chain, and the checkpoint log on the one that anchors, where
   * they do not stand yet; tells {@code progress}.
   */
  public static void deployAll(NodeConfig config, Consumer<String> progress)
      throws InterruptedException {
    Map<Address, LocalSigner> signers = Signers.open(config);
    try (ChainIo io = ChainIo.open()) {
      for (Map.Entry<String, ChainConfig> entry : config.chains().entrySet()) {
        try (EvmChain chain = open(entry.getKey(), entry.getValue(), io)) {
          for (LocalSigner signer : signers.values()) {
            Create2Site site = ExecutorSite.of(signer.account(), entry.getValue());
            deploy("executor", site, entry.getKey(), chain, signer, progress);
          }
          EvidenceConfig.Chain anchor = config.evidence().chain();
          if (anchor != null && anchor.name().equals(entry.getKey())) {
            deploy(
                "checkpoint log",
                CheckpointLog.load().site(),
                entry.getKey(),
                chain,
                Signers.open("evidence.chain", anchor.account()),
                progress);
          }
        }
      }
    }
  }

  private static EvmChain open(String name, ChainConfig chain, ChainIo io) {
    return EvmChain.open(
        SettingsAssembly.profile(name, chain),
        chain.reached(),
        io,
        Thread.ofVirtual().name("fairlead-", 0).factory(),
        ChainObserver.none());
  }

  private static void deploy(
      String what,
      Create2Site site,
      String name,
      EvmChain chain,
      LocalSigner signer,
      Consumer<String> progress)
      throws InterruptedException {
    Optional<TxHash> transaction = site.deploy(chain, signer, PATIENCE);
    progress.accept(
        "%s: account %s, %s %s: %s"
            .formatted(
                name,
                signer.account(),
                what,
                site.address(),
                transaction.map(hash -> "deployed by " + hash).orElse("stands already")));
  }
}
