package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.intent.RouterUse;
import dev.fairlead.model.Address;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.signing.Secret;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.VenueRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routers of a configuration as an operator would write it, on a chain with the real ones. */
final class RouterAssemblyTest {
  private static final String NAMED = "{factory: \"%s\", %s: \"%s\"}";

  private final Devnet devnet = Devnet.start(DevnetConfig.defaults());
  private final Deployment on = devnet.chain().deployment();
  private final Path file;

  RouterAssemblyTest(@TempDir Path directory) throws IOException {
    LogDatabase.Login nobody = new LogDatabase.Login("nobody", Secret.of("none"));
    file =
        NodeFiles.write(
            directory.toAbsolutePath(),
            Wallet.named("router test"),
            devnet.chain(),
            LogDatabase.of("jdbc:postgresql://127.0.0.1/none", nobody),
            devnet.chain().http(),
            devnet.chain().http());
  }

  @AfterEach
  void close() {
    devnet.close();
  }

  @Test
  void takesTheRoutersThatAreNamed() throws IOException {
    assertThat(routers(configured("router", on.uniswapV2().router(), "quoter", quoter())))
        .containsExactly(
            Map.entry(
                new VenueId("uniswap-v2"),
                new VenueRouter(
                    RouterKind.UNISWAP_V2,
                    on.uniswapV2().router(),
                    new PoolRegistry.Factory(
                        new PoolFactory(on.uniswapV2().factory(), VenuesConfig.V2_INIT_CODE)))));
  }

  @Test
  void readsTheKindOfARouterAndTheirUse() throws IOException {
    Address second = on.uniswapV3().router();
    NodeConfig config =
        configured("router", on.uniswapV2().router(), "router-kind: swap-router, router", second);
    assertThat(config.execution().venueRouters()).isEqualTo(RouterUse.WHEN_CHEAPER);
    assertThat(routers(config))
        .containsEntry(
            new VenueId("uniswap-v3"),
            new VenueRouter(
                RouterKind.SWAP_ROUTER,
                second,
                new PoolRegistry.Factory(
                    new PoolFactory(on.uniswapV3().factory(), VenuesConfig.V3_INIT_CODE))))
        .hasSize(2);
    Files.writeString(
        file, Files.readString(file) + "\nexecution: {venue-routers: when-possible}\n");
    assertThat(ConfigReader.read(file, Map.of()).execution().venueRouters())
        .isEqualTo(RouterUse.WHEN_POSSIBLE);
  }

  @Test
  void takesTheUniversalRouterWithItsPermit2() throws IOException {
    Address router = on.uniswapV4().universalRouter();
    Address manager = on.uniswapV4().poolManager();
    Files.writeString(
        file,
        Files.readString(file)
            + "      uniswap-v4: {pool-manager: \"%s\", router: \"%s\"}\n"
                .formatted(manager, router));
    assertThat(routers(ConfigReader.read(file, Map.of())))
        .containsEntry(
            new VenueId("uniswap-v4"),
            new VenueRouter(
                RouterKind.UNIVERSAL_ROUTER,
                router,
                new PoolRegistry.Vault(manager),
                on.permit2()));
  }

  /** The devnet has no V3 without minutes of compiling; V2's factories name a Vault as well. */
  @Test
  void takesBalancerV3sRouterWithItsPermit2() throws IOException {
    Address vault = on.balancerV2().vault();
    Address router = on.balancerV2().weightedFactory();
    assertThat(routers(balancerV3(vault, router)))
        .containsEntry(
            new VenueId("balancer-v3"),
            new VenueRouter(
                RouterKind.BALANCER_V3_ROUTER,
                router,
                new PoolRegistry.Vault(vault),
                Permit2.USUAL));
  }

  @Test
  @DisplayName("failures #166: a router of another Vault is refused by its key")
  void refusesARouterOfAnotherVault() throws IOException {
    Address router = on.balancerV2().weightedFactory();
    NodeConfig config = balancerV3(on.uniswapV2().factory(), router);
    assertThatThrownBy(() -> routers(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "chains.devnet.venues.balancer-v3 (balancer-v3).router: the router %s leads to the Vault"
                .formatted(router));
  }

  private NodeConfig balancerV3(Address vault, Address router) throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            + "      balancer-v3: {vault: \"%s\", router: \"%s\"}\n".formatted(vault, router));
    return ConfigReader.read(file, Map.of());
  }

  @Test
  @DisplayName("failures #166: another venue's router is refused by its key")
  void refusesARouterOfAnotherVenue() throws IOException {
    NodeConfig config = configured("router", on.uniswapV3().router(), "quoter", quoter());
    assertThatThrownBy(() -> routers(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("chains.devnet.venues.uniswap-v2 (uniswap-v2).router: the router");
  }

  @Test
  @DisplayName("failures #166: an address without a router is refused by its key")
  void refusesAnAddressWithoutARouter() throws IOException {
    NodeConfig config =
        configured("router", on.uniswapV2().router(), "router", Wallet.named("nobody").address());
    assertThatThrownBy(() -> routers(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "chains.devnet.venues.uniswap-v3 (uniswap-v3).router: there is no router");
  }

  private Address quoter() {
    return on.uniswapV3().quoter();
  }

  /** With one more key for V2 and one for V3. */
  private NodeConfig configured(String key2, Address second, String key3, Address third)
      throws IOException {
    Address pairs = on.uniswapV2().factory();
    Address pools = on.uniswapV3().factory();
    String text =
        Files.readString(file)
            .replace("{factory: \"" + pairs + "\"}", NAMED.formatted(pairs, key2, second))
            .replace("{factory: \"" + pools + "\"}", NAMED.formatted(pools, key3, third));
    Files.writeString(file, text);
    return ConfigReader.read(file, Map.of());
  }

  private static Map<VenueId, VenueRouter> routers(NodeConfig config) {
    ChainConfig chain = Objects.requireNonNull(config.chains().get("devnet"));
    try (ChainIo io = ChainIo.open();
        EvmChain view =
            EvmChain.open(
                SettingsAssembly.profile("devnet", chain),
                chain.reached(),
                io,
                Thread.ofVirtual().factory(),
                ChainObserver.none())) {
      return RouterAssembly.proven("devnet", chain.venues(), view);
    }
  }
}
