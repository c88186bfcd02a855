package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.venue.balancer.v3.BalancerV3Factory;
import dev.fairlead.venue.router.Permit2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says of its chains: endpoints, venues, reference prices. */
final class ChainBindingTest {
  private static final String MINIMAL = RecordBinderTest.MINIMAL;

  @Test
  void readsWhatPlansAreHeldAgainst() {
    assertThat(
            Objects.requireNonNull(ConfigReader.read(MINIMAL, Map.of()).chains().get("ethereum"))
                .priceGuard())
        .isEqualTo(PriceGuardConfig.none());
    String weth = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";
    String usdc = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
    PriceGuardConfig guard =
        Objects.requireNonNull(
                ConfigReader.read(
                        guarded(
                            """
                            price-guard:
                              feeds: [{token: %s, aggregator: %s, max-age: 1h}]
                              averages: [{one: %s, other: %s}]
                              window: 12
                              max-deviation: 0.01
                              missing: allow
                            """
                                .formatted(weth, usdc, weth, usdc)),
                        Map.of())
                    .chains()
                    .get("ethereum"))
            .priceGuard();

    assertThat(guard)
        .isEqualTo(
            new PriceGuardConfig(
                List.of(
                    new PriceGuardConfig.FeedConfig(
                        Address.parse(weth), Address.parse(usdc), Duration.ofHours(1))),
                List.of(new PriceGuardConfig.PairConfig(Address.parse(weth), Address.parse(usdc))),
                12,
                Fraction.ofBasisPoints(100),
                PriceGuardConfig.Missing.ALLOW));
    assertThatThrownBy(
            () -> ConfigReader.read(guarded("price-guard: {max-deviation: 0}\n"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max-deviation");
    assertThatThrownBy(() -> ConfigReader.read(guarded("price-guard: {window: 0}\n"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("window");
    String feed = "{token: %s, aggregator: %s, max-age: %s}";
    assertThatThrownBy(() ->
            ConfigReader.read(
                guarded(
                    "price-guard: {feeds: [%s, %s]}\n"
                        .formatted(
                            feed.formatted(weth, usdc, "1h"), feed.formatted(weth, weth, "1h"))),
                Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("name each token once");
    assertThatThrownBy(() ->
            ConfigReader.read(
                guarded("price-guard: {feeds: [%s]}\n".formatted(feed.formatted(weth, usdc, "0s"))),
                Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max-age");
    assertThatThrownBy(() ->
            ConfigReader.read(
                guarded("price-guard: {averages: [{one: %s, other: %s}]}\n".formatted(weth, weth)),
                Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("another token");
  }

  private static String guarded(String section) {
    return MINIMAL.replace("    tokens:\n", section.indent(4) + "    tokens:\n");
  }

  @Test
  void readsVenuesThatHoldSharesAndRates() {
    VenuesConfig venues =
        venues(
            """
            venues:
              balancer-v3:
                vault: 0xbA1333333333a1BA1108E8412f11850A5C319bA9
                router: 0xAE563E3f8219521950555F5962419C8919758Ea2
                buffers: [0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E]
                factories:
                  - {address: 0x201efd508c8DfE9DE1a13c2452863A78CB2a86Cc, kind: weighted}
                  - {address: 0xB9d01CA61b9C181dA1051bFDd28e1097e920AB14, kind: stable}
              erc4626:
                vaults: [0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E]
            """);

    assertThat(Objects.requireNonNull(venues.balancerV3()).factories())
        .extracting(VenuesConfig.V3FactoryConfig::kind)
        .containsExactly(BalancerV3Factory.Kind.WEIGHTED, BalancerV3Factory.Kind.STABLE);
    assertThat(Objects.requireNonNull(venues.balancerV3()).hopGas()).isEqualTo(150_000);
    assertThat(Objects.requireNonNull(venues.balancerV3()).router())
        .isEqualTo(Address.parse("0xAE563E3f8219521950555F5962419C8919758Ea2"));
    assertThat(Objects.requireNonNull(venues.balancerV3()).permit2()).isEqualTo(Permit2.USUAL);
    assertThat(Objects.requireNonNull(venues.balancerV3()).buffers())
        .containsExactly(Address.parse("0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E"));
    assertThat(Objects.requireNonNull(venues.balancerV3()).bufferHopGas()).isEqualTo(90_000);
    assertThat(Objects.requireNonNull(venues.erc4626()).vaults())
        .containsExactly(Address.parse("0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E"));
    assertThat(Objects.requireNonNull(venues.erc4626()).hopGas()).isEqualTo(100_000);
  }

  @Test
  void takesComposableStablePoolsOnlyWhereToldToTwice() {
    String named =
        """
        venues:
          balancer-v2:
            vault: 0xBA12222222228d8Ba445958a75a0704d566BF2C8
            factories:
              - {address: 0xB9d01CA61b9C181dA1051bFDd28e1097e920AB14, kind: composable-stable}
        """;

    assertThatThrownBy(() -> venues(named))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("set composable-stable to true");
    assertThat(venues(named + "    composable-stable: true\n").balancerV2()).isNotNull();
  }

  private static VenuesConfig venues(String yaml) {
    String chain = MINIMAL.replace("accounts:", yaml.indent(4).stripTrailing() + "\naccounts:");
    return Objects.requireNonNull(ConfigReader.read(chain, Map.of()).chains().get("ethereum"))
        .venues();
  }

  @Test
  void readsSeveralEndpointsOfAChain() {
    NodeConfig config =
        ConfigReader.read(
            MINIMAL.replace(
                "      - {http: \"http://127.0.0.1:8545\"}\n",
                """
                #
                      - {http: "http://127.0.0.1:8545", web-socket: "ws://127.0.0.1:8546"}
                      - name: second
                        http: https://rpc.example/secret-key
                        roles: [read, quorum]
                        headers: {Authorization: "Bearer secret"}
                        deadline: 2s
                """),
            Map.of());
    ChainConfig chain = Objects.requireNonNull(config.chains().get("ethereum"));
    Endpoints reached = chain.reached();
    assertThat(reached.quorum()).isEqualTo(2);
    assertThat(reached.all().getFirst().roles()).containsExactlyInAnyOrder(EndpointRole.values());
    Endpoint second = reached.all().getLast();
    assertThat(second.name()).isEqualTo("second");
    assertThat(second.roles()).containsExactlyInAnyOrder(EndpointRole.READ, EndpointRole.QUORUM);
    assertThat(second.rpc().headers()).containsEntry("Authorization", "Bearer secret");
    assertThat(second.rpc().deadline()).isEqualTo(Duration.ofSeconds(2));
    assertThat(chain.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          endpoints: []                                            | name at least one endpoint
          endpoints: [{http: "ftp://x"}]                           | http must be a URI of
          endpoints: [{http: "http://x", roles: [write]}]          | endpoints[0].roles[0]: "write" is not a EndpointRole
          endpoints: [{http: "http://x", roles: [read]}]           | no endpoint has the role SEND
          endpoints: [{http: "http://x"}, {http: "http://x"}]      | two endpoints are named http://x
          endpoints: [{http: "http://x"}], quorum: 2               | a quorum of 2 is not possible with 1
          endpoints: [{http: "http://x", heads: 1}]                | endpoints[0].heads: unknown key; did you mean "headers"?
          http: "http://x"                                         | chains.ethereum.http: unknown key
          """)
  @DisplayName("failures #166: endpoints that can't work stop the start and are named")
  void refusesEndpointsThatCanNotWork(String wrong, String message) {
    String lines = wrong.replace(", quorum", "\n    quorum");
    assertThatThrownBy(() ->
            ConfigReader.read(
                MINIMAL.replaceFirst(" {4}endpoints:\n.*\n", "    " + lines + "\n"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chains.ethereum")
        .hasMessageContaining(message);
  }
}
