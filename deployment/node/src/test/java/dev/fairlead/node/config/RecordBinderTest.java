package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.intent.RouterUse;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.signing.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordBinderTest {
  /** The least that a node starts with. */
  static final String MINIMAL =
      """
      data-dir: /var/lib/fairlead
      database:
        url: jdbc:postgresql://db:5432/fairlead
        user: fairlead
        password: hunter2
      chains:
        ethereum:
          id: 1
          endpoints:
            - {http: "http://127.0.0.1:8545"}
          wrapped-native: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
          tokens:
            - {symbol: WETH, address: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2, decimals: 18}
      accounts:
        - {keystore: /etc/fairlead/trader.json, password-file: /etc/fairlead/trader.password}
      strategies:
        c7b6a5e4-3d2c-1b0a-9f8e-7d6c5b4a3e2d:
          funding: {ethereum: 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48}
      """;

  @Test
  void readsAFileAndFillsInEveryDefault() {
    NodeConfig config = ConfigReader.read(MINIMAL, Map.of());

    assertThat(config.name()).isEqualTo("fairlead");
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/fairlead"));
    assertThat(config.database())
        .isEqualTo(
            new DatabaseConfig(
                "jdbc:postgresql://db:5432/fairlead",
                "fairlead",
                Secret.of("hunter2"),
                new DatabaseConfig.Login(null, null),
                new DatabaseConfig.Login(null, null)));
    assertThat(config.api()).isEqualTo(new ListenConfig("127.0.0.1", 7741));
    assertThat(config.metrics()).isEqualTo(new MetricsConfig("127.0.0.1", 7742));
    assertThat(config.evidence())
        .isEqualTo(new EvidenceConfig(Duration.ofSeconds(5), null, null, null, List.of()));
    assertThat(config.anyStrategy()).isEqualTo(new AnyStrategy(false, Map.of(), RouteConfig.OPEN));
    assertThat(config.risk())
        .isEqualTo(
            new RiskConfig(Fraction.ofBasisPoints(500), Duration.ofHours(24), List.of(), Map.of()));
    assertThat(config.execution())
        .isEqualTo(
            new ExecutionConfig(
                3,
                4,
                Fraction.ofBasisPoints(500),
                Fraction.ofBasisPoints(5),
                Fraction.ofBasisPoints(5000),
                3,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                RouterUse.WHEN_CHEAPER,
                Wei.of(10_000_000_000_000_000L)));
    assertThat(config.history()).isEqualTo(new HistoryConfig(30));
    assertThat(config.decode()).isEqualTo(new DecodeConfig(List.of()));
    ChainConfig chain = Objects.requireNonNull(config.chains().get("ethereum"));
    assertThat(chain.id()).isEqualTo(new ChainId(1));
    assertThat(chain.endpoints())
        .containsExactly(EndpointConfig.of(URI.create("http://127.0.0.1:8545"), null));
    assertThat(chain.reached().quorum()).isEqualTo(1);
    assertThat(chain.probeInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(chain.quarantine()).isEqualTo(Duration.ofMinutes(10));
    assertThat(chain.confirmations()).isZero();
    assertThat(chain.profile()).isNull();
    assertThat(chain.blockTime()).isNull();
    assertThat(chain.pollInterval()).isNull();
    assertThat(chain.finality()).isNull();
    assertThat(chain.finalityPatience()).isNull();
    assertThat(chain.baseFee()).isNull();
    StrategySettings strategy = config.strategies().values().iterator().next();
    assertThat(strategy.defaultPrivacy()).isEqualTo(Privacy.PUBLIC);
    assertThat(strategy.defaultSlippage()).isEqualTo(Fraction.ofBasisPoints(50));
    assertThat(strategy.route()).isEqualTo(RouteConfig.OPEN);
    assertThat(strategy.funding().values())
        .containsExactly(Address.parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"));
  }

  @Test
  void readsWhatAStrategysRoutesMayBeLike() {
    String weth = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";
    String pool = "uniswap-v3:0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640";
    NodeConfig config =
        ConfigReader.read(
            MINIMAL
                + """
                    route:
                      max-price-impact: 0.01
                      max-hops: 2
                      max-legs: 3
                      max-gas: 700000
                      allowed-venues: [uniswap-v3, uniswap-v2]
                      denied-venues: [curve-stableswap]
                      allowed-tokens: [%s]
                      denied-tokens: [%s]
                      denied-pools: {ethereum: ["%s"]}
                """
                    .formatted(weth, weth, pool),
            Map.of());

    assertThat(config.strategies().values().iterator().next().route())
        .isEqualTo(
            new RouteConfig(
                Fraction.ofBasisPoints(100),
                2,
                3,
                new Gas(700_000),
                List.of(new VenueId("uniswap-v3"), new VenueId("uniswap-v2")),
                List.of(new VenueId("curve-stableswap")),
                List.of(Address.parse(weth)),
                List.of(Address.parse(weth)),
                Map.of("ethereum", List.of(pool))));
    assertThatThrownBy(() -> ConfigReader.read(MINIMAL + "    route: {max-hops: 0}\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max-hops");
  }

  @Test
  void letsTheEnvironmentOverrideTheFile() {
    NodeConfig config =
        ConfigReader.read(
            MINIMAL,
            Map.of("FAIRLEAD_DATABASE_PASSWORD", "other", "FAIRLEAD_API_PORT", "0", "HOME", "/"));

    assertThat(config.database().password()).isEqualTo(Secret.of("other"));
    assertThat(config.api().port()).isZero();
  }

  @Test
  void takesFurtherLoginsFromFileAndEnvironment() {
    NodeConfig config =
        ConfigReader.read(
            MINIMAL.replace("hunter2", "hunter2\n  writer: {user: appends}"),
            Map.of(
                "FAIRLEAD_DATABASE_WRITER_PASSWORD", "one",
                "FAIRLEAD_DATABASE_READER_USER", "reads",
                "FAIRLEAD_DATABASE_READER_PASSWORD", "two"));

    assertThat(config.database().writer())
        .isEqualTo(new DatabaseConfig.Login("appends", Secret.of("one")));
    assertThat(config.database().reader())
        .isEqualTo(new DatabaseConfig.Login("reads", Secret.of("two")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data-dir: /var   | data-dirr: /var    | data-dirr: unknown key; did you mean "data-dir"?
          id: 1            | id: 0              | chains.ethereum.id: "0" is not a ChainId
          id: 1            | id: one            | chains.ethereum.id: "one" is not a ChainId
          decimals: 18     | decimals: 18.5     | chains.ethereum.tokens[0].decimals: "18.5" is not a int
          756Cc2           | 756CC2             | wrong EIP-55 checksum
          user: fairlead   | usr: fairlead      | database.usr: unknown key; did you mean "user"?
          jdbc:postgresql  | jdbc:mysql         | database.url: expected jdbc:postgresql://
          password: hunter | passwd: hunter     | database.passwd: unknown key; did you mean "password"?
          """)
  @DisplayName("failures #166: a configuration error stops the start and names the key")
  void refusesAWrongKeyOrValueByItsName(String right, String wrong, String message) {
    assertThatThrownBy(() -> ConfigReader.read(MINIMAL.replace(right, wrong), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fillsInWhatAChainAnchorLeavesOut() {
    String anchored =
        MINIMAL
            + """
            evidence:
              chain: {name: ethereum, keystore: /etc/anchor.json, password-file: /etc/anchor.pw}
            """;
    assertThat(ConfigReader.read(anchored, Map.of()).evidence().chain())
        .isEqualTo(
            new EvidenceConfig.Chain(
                "ethereum",
                Path.of("/etc/anchor.json"),
                Path.of("/etc/anchor.pw"),
                Duration.ofHours(1),
                Wei.of(10_000_000_000_000_000L)));
    assertThatThrownBy(
            () -> ConfigReader.read(anchored.replace("name: ethereum", "name: base"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("evidence.chain.name: there is no chain \"base\"");
  }

  @Test
  void refusesHalfALogin() {
    Map<String, String> half = Map.of("FAIRLEAD_DATABASE_READER_PASSWORD", "two");
    assertThatThrownBy(() -> ConfigReader.read(MINIMAL, half))
        .isInstanceOf(ConfigException.class)
        .hasMessage("database.reader.user: is required with its password");
  }

  @Test
  void namesARequiredKeyThatIsMissing() {
    assertThatThrownBy(
            () -> ConfigReader.read(MINIMAL.replace("data-dir: /var/lib/fairlead\n", ""), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("data-dir: is required");
  }

  @Test
  @DisplayName("failures #115: a secret never shows in a printed configuration")
  void neverPrintsASecret() {
    assertThat(ConfigReader.read(MINIMAL, Map.of()).toString())
        .doesNotContain("hunter2")
        .contains("***");
  }
}
