package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.model.Wei;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The chain's own coin among the tokens. */
class CoinConfigTest {
  private static final String ZERO = "\"0x0000000000000000000000000000000000000000\"";
  private static final String WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";

  @Test
  void isATokenOfTheAddressZero() {
    ChainConfig chain = chain(WETH, 18);

    assertThat(chain.tokens()).extracting(TokenConfig::isCoin).containsExactly(false, true);
    assertThat(chain.tokens().getLast().symbol()).isEqualTo("ETH");
  }

  @Test
  @DisplayName("failures #155: the coin counts in the units of its wrapper")
  void refusesOtherDecimalsThanTheWrappers() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> chain(WETH, 9))
        .withMessageContaining("ETH (zero address) is the chain's coin and has 18 decimals");
  }

  @Test
  void refusesTheCoinAsItsOwnWrapper() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> chain(ZERO, 18))
        .withMessageContaining("wrapped-native: is the contract that wraps the coin");
  }

  @Test
  @DisplayName("failures #53: what is kept for gas is configured")
  void keepsAReserveOfIt() {
    assertThat(config(WETH, 18, "").execution().coinReserve())
        .isEqualTo(Wei.of(10_000_000_000_000_000L));
    assertThat(config(WETH, 18, "execution: {coin-reserve: 7}\n").execution().coinReserve())
        .isEqualTo(Wei.of(7));
  }

  private static ChainConfig chain(String wrapped, int decimals) {
    return config(wrapped, decimals, "").chains().values().iterator().next();
  }

  private static NodeConfig config(String wrapped, int decimals, String more) {
    return ConfigReader.read(
        """
        data-dir: /var/lib/fairlead
        database: {url: "jdbc:postgresql://db:5432/fairlead", user: fairlead, password: hunter2}
        accounts:
          - {keystore: /etc/fairlead/trader.json, password-file: /etc/fairlead/trader.password}
        any-strategy: {allowed: true}
        chains:
          ethereum:
            id: 1
            endpoints: [{http: "http://127.0.0.1:8545"}]
            wrapped-native: %s
            tokens:
              - {symbol: WETH, address: %s, decimals: 18}
              - {symbol: ETH, address: %s, decimals: %d}
        """
                .formatted(wrapped, WETH, ZERO, decimals)
            + more,
        Map.of());
  }
}
