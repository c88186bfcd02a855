package dev.fairlead.node;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ConfigReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A node's configuration with the venues of a devnet. */
final class DevnetConfig {
  private DevnetConfig() {}

  /** The only chain of a configuration. */
  static ChainConfig chain(Path config) {
    return ConfigReader.read(config, Map.of()).chains().values().stream().findFirst().orElseThrow();
  }

  static String yaml(DevChain chain) {
    Deployment deployment = chain.deployment();
    String tokens =
        deployment.tokens().all().stream()
            .map(token ->
                "      - {symbol: %s, address: \"%s\", decimals: %d}"
                    .formatted(token.symbol(), token.address(), token.decimals()))
            .collect(Collectors.joining("\n"));
    return """
    data-dir: unused
    accounts: [{keystore: unused, password-file: unused}]
    any-strategy: {allowed: true}
    database: {url: "jdbc:postgresql://127.0.0.1/unused", user: unused, password: unused}
    chains:
      devnet:
        id: %s
        endpoints: [{http: "%s", web-socket: "%s"}]
        wrapped-native: "%s"
        poll-interval: 100ms
        tokens:
    %s
        venues:
          uniswap-v2: [{factory: "%s", router: "%s"}]
          uniswap-v3: [{factory: "%s", quoter: "%s"}]
          uniswap-v4: {pool-manager: "%s", quoter: "%s"}
          curve: {pools: [{address: "%s", generation: first}]}
          balancer-v2:
            vault: "%s"
            factories:
              - {address: "%s", kind: weighted}
              - {address: "%s", kind: stable-v1}
    """
        .formatted(
            chain.id(),
            chain.http(),
            chain.webSocket(),
            deployment.tokens().weth().address(),
            tokens,
            deployment.uniswapV2().factory(),
            deployment.uniswapV2().router(),
            deployment.uniswapV3().factory(),
            deployment.uniswapV3().quoter(),
            deployment.uniswapV4().poolManager(),
            deployment.uniswapV4().quoter(),
            deployment.curve().pool(),
            deployment.balancerV2().vault(),
            deployment.balancerV2().weightedFactory(),
            deployment.balancerV2().stableFactory());
  }
}
