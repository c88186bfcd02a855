package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.model.Address;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketConfigTest {
  @Test
  void trustsNoTokenAndComparesPoolsWhereNothingIsSaid() {
    ChainConfig chain = chain(1, "", "");

    assertThat(chain.market())
        .isEqualTo(new MarketConfig(true, 1_800, 25, 8, 20, Duration.ZERO, 200));
    assertThat(chain.market()).isEqualTo(MarketConfig.standard());
    assertThat(chain.tokens().getFirst().trusted()).isFalse();
    assertThat(chain.venues().builtIn()).isFalse();
    assertThat(chain.venues().uniswapV2()).isEmpty();
  }

  @Test
  void takesEveryKey() {
    ChainConfig chain =
        chain(
            1,
            ", trusted: true",
            "    market: {probe-tokens: false, probe-every: 7, sample-every: 0, sample-size: 3,"
                + " readmission: 0, keep-every: 10m, review-size: 9}");

    assertThat(chain.market())
        .isEqualTo(new MarketConfig(false, 7, 0, 3, 0, Duration.ofMinutes(10), 9));
    assertThat(chain.tokens().getFirst().trusted()).isTrue();
  }

  @Test
  void refusesFiguresThatCannotBe() {
    for (String wrong :
        new String[] {
          "probe-every: 0",
          "sample-every: -1",
          "sample-size: 0",
          "sample-size: 1001",
          "readmission: -1",
          "review-size: 0"
        }) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> chain(1, "", "    market: {" + wrong + "}"))
          .withMessageContaining(wrong.substring(0, wrong.indexOf(':')));
    }
  }

  @Test
  void knowsUniswapOnWellKnownChains() {
    for (long id : new long[] {1, 10, 137, 8_453, 42_161}) {
      VenuesConfig venues = chain(id, "", "    venues: {built-in: true}").venues();

      assertThat(venues.uniswapV2()).hasSize(1);
      assertThat(venues.uniswapV3()).hasSize(1);
      assertThat(venues.uniswapV4()).isNotNull();
    }
    VenuesConfig.UniswapV2 pairs =
        chain(1, "", "    venues: {built-in: true}").venues().uniswapV2().getFirst();
    assertThat(pairs.factory())
        .isEqualTo(Address.parse("0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f"));
    assertThat(pairs.initCodeHash()).isEqualTo(VenuesConfig.V2_INIT_CODE);
  }

  @Test
  void saysWhereNothingIsBuiltIn() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> chain(5, "", "    venues: {built-in: true}"))
        .withMessageContaining("built-in")
        .withMessageContaining("chain 5");
  }

  private static ChainConfig chain(long id, String token, String more) {
    String yaml =
        """
        data-dir: unused
        accounts: [{keystore: unused, password-file: unused}]
        any-strategy: {allowed: true}
        database: {url: "jdbc:postgresql://127.0.0.1/unused", user: unused, password: unused}
        chains:
          main:
            id: %s
            endpoints: [{http: "http://127.0.0.1:1"}]
            wrapped-native: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
            tokens:
              - {symbol: WETH, address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", decimals: 18%s}
        %s
        """
            .formatted(id, token, more);
    return ConfigReader.read(yaml, Map.of()).chains().values().stream().findFirst().orElseThrow();
  }
}
