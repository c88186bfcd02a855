package dev.fairlead.node;

import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.intent.RouterUse;
import dev.fairlead.model.Address;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.EmbeddedNode.Settings;
import dev.fairlead.node.config.AnyStrategy;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.DatabaseConfig;
import dev.fairlead.node.config.DecodeConfig;
import dev.fairlead.node.config.EndpointConfig;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.ExecutionConfig;
import dev.fairlead.node.config.HistoryConfig;
import dev.fairlead.node.config.ListenConfig;
import dev.fairlead.node.config.MarketConfig;
import dev.fairlead.node.config.MetricsConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.config.PriceGuardConfig;
import dev.fairlead.node.config.RiskConfig;
import dev.fairlead.node.config.RouteConfig;
import dev.fairlead.node.config.TokenConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration of a node on a devnet: what an operator would write for these contracts. */
final class EmbeddedConfig {
  private static final String CHAIN = "devnet";
  private static final FeePerGas GWEI = FeePerGas.of(1_000_000_000L);

  private EmbeddedConfig() {}

  static NodeConfig of(
      Settings settings, LogDatabase database, Devnet devnet, EmbeddedAccount account) {
    Address usdc = devnet.chain().deployment().tokens().usdc().address();
    return new NodeConfig(
        "embedded",
        settings.dataDir(),
        new ListenConfig("127.0.0.1", freeOr(settings.apiPort())),
        new MetricsConfig("127.0.0.1", freeOr(settings.metricsPort())),
        DatabaseConfig.none(),
        evidence(settings, database),
        Map.of(CHAIN, chain(settings, devnet)),
        List.of(account.config()),
        Map.of(),
        new AnyStrategy(true, Map.of(CHAIN, usdc), RouteConfig.OPEN),
        new RiskConfig(
            Fraction.ofBasisPoints(500),
            Duration.ofHours(1),
            List.of(),
            Map.of(CHAIN, new RiskConfig.Notional(usdc, Uint256.of(1_000_000_000_000L)))),
        new ExecutionConfig(
            3,
            4,
            Fraction.ofBasisPoints(500),
            Fraction.ofBasisPoints(5),
            Fraction.ofBasisPoints(5_000),
            3,
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            RouterUse.WHEN_CHEAPER,
            Wei.of(10_000_000_000_000_000L)),
        new HistoryConfig(30),
        new DecodeConfig(List.of()));
  }

  /** Each start has a log of its own, and so a file of its own for its checkpoints. */
  private static EvidenceConfig evidence(Settings settings, LogDatabase database) {
    String name = database.url().replaceFirst(".*/([^/?]+).*", "$1");
    return new EvidenceConfig(
        Duration.ofSeconds(5),
        settings.dataDir().resolve("checkpoints").resolve(name + ".log"),
        null,
        null,
        List.of());
  }

  private static ChainConfig chain(Settings settings, Devnet devnet) {
    DevChain chain = devnet.chain();
    Deployment deployment = chain.deployment();
    return new ChainConfig(
        chain.id(),
        List.of(EndpointConfig.of(chain.http(), chain.webSocket())),
        0,
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        devnet.relay().url(),
        deployment.tokens().weth().address(),
        ChainPreset.DEV,
        settings.blockTime(),
        null,
        Finality.Tag.FINALIZED,
        0,
        null,
        null,
        null,
        GWEI,
        FeePerGas.of(100_000_000_000L),
        FeePerGas.of(10_000_000_000_000L),
        null,
        null,
        0,
        Trust.PROVEN,
        Dialect.ETHEREUM,
        MarketConfig.standard(),
        PriceGuardConfig.none(),
        tokens(deployment),
        venues(deployment));
  }

  private static List<TokenConfig> tokens(Deployment deployment) {
    List<TokenConfig> tokens = new ArrayList<>();
    for (Token token : deployment.tokens().all()) {
      tokens.add(new TokenConfig(token.symbol(), token.address(), token.decimals(), false));
    }
    tokens.add(new TokenConfig("ETH", Address.ZERO, deployment.tokens().weth().decimals(), false));
    return tokens;
  }

  private static VenuesConfig venues(Deployment deployment) {
    return new VenuesConfig(
        false,
        List.of(
            new VenuesConfig.UniswapV2(
                new VenueId("uniswap-v2"),
                deployment.uniswapV2().factory(),
                deployment.uniswapV2().router(),
                VenuesConfig.V2_INIT_CODE,
                30,
                0,
                90_000)),
        List.of(
            new VenuesConfig.UniswapV3(
                new VenueId("uniswap-v3"),
                deployment.uniswapV3().factory(),
                deployment.uniswapV3().quoter(),
                deployment.uniswapV3().router(),
                VenuesConfig.V3RouterKind.SWAP_ROUTER_02,
                VenuesConfig.V3_INIT_CODE,
                0,
                120_000)),
        new VenuesConfig.UniswapV4(
            deployment.uniswapV4().poolManager(),
            deployment.uniswapV4().quoter(),
            deployment.uniswapV4().universalRouter(),
            deployment.permit2(),
            List.of(),
            0,
            130_000),
        new VenuesConfig.Curve(
            List.of(
                new VenuesConfig.CurvePool(
                    deployment.curve().pool(), CurvePoolSettings.Generation.FIRST)),
            List.of(),
            List.of(),
            120_000,
            300_000),
        new VenuesConfig.BalancerV2(
            deployment.balancerV2().vault(),
            List.of(
                new VenuesConfig.Factory(
                    deployment.balancerV2().weightedFactory(), BalancerFactory.Kind.WEIGHTED),
                new VenuesConfig.Factory(
                    deployment.balancerV2().stableFactory(), BalancerFactory.Kind.STABLE_V1)),
            0,
            130_000,
            false),
        null,
        null);
  }

  /** The port if nobody has it, or 0 for any that is free. */
  private static int freeOr(int port) {
    if (port == 0) {
      return 0;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException taken) {
      return 0;
    }
  }
}
