package dev.fairlead.node;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.LocalSigner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Deploys executors before a node trades through them. */
public final class ExecutorDeployments {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private ExecutorDeployments() {}

  /** Every account's on every chain, where it does not stand yet; tells {@code progress}. */
  public static void deployAll(NodeConfig config, Consumer<String> progress)
      throws InterruptedException {
    Map<Address, LocalSigner> signers = Signers.open(config);
    try (ChainIo io = ChainIo.open()) {
      for (Map.Entry<String, ChainConfig> entry : config.chains().entrySet()) {
        try (EvmChain chain = open(entry.getKey(), entry.getValue(), io)) {
          for (LocalSigner signer : signers.values()) {
            deploy(entry.getKey(), entry.getValue(), chain, signer, progress);
          }
        }
      }
    }
  }

  private static EvmChain open(String name, ChainConfig chain, ChainIo io) {
    return EvmChain.open(
        SettingsAssembly.profile(name, chain),
        RpcEndpoint.of(chain.http(), Optional.ofNullable(chain.webSocket())),
        io,
        Thread.ofVirtual().name("fairlead-", 0).factory(),
        ChainObserver.none());
  }

  private static void deploy(
      String name,
      ChainConfig config,
      EvmChain chain,
      LocalSigner signer,
      Consumer<String> progress)
      throws InterruptedException {
    ExecutorSite site = ExecutorSite.of(signer.account(), config);
    Optional<TxHash> transaction = site.deploy(chain, signer, PATIENCE);
    progress.accept(
        "%s: account %s, executor %s: %s"
            .formatted(
                name,
                signer.account(),
                site.address(),
                transaction.map(hash -> "deployed by " + hash).orElse("stands already")));
  }
}
