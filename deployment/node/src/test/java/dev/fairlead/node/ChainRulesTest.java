package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.fee.BlobFeeRule;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.fee.FeeTerms.DataFeeRule;
import dev.fairlead.model.Gas;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChainRulesTest {
  private static final String FILE =
      """
      data-dir: /var/lib/fairlead
      database: {url: 'jdbc:postgresql://db:5432/fairlead', user: fairlead, password: hunter2}
      chains:
        here:
          id: 1
          endpoints: [{http: 'http://127.0.0.1:8545'}]
          wrapped-native: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
          tokens:
            - {symbol: WETH, address: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2, decimals: 18}
      accounts:
        - {keystore: /etc/fairlead/trader.json, password-file: /etc/fairlead/trader.password}
      any-strategy: {allowed: true}
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "1, PT12S, PT1S, PT20M, 256",
    "42161, PT0.25S, PT0.5S, PT45M, 10800",
    "8453, PT2S, PT1S, PT1H, 1800",
    "137, PT2S, PT1S, PT5M, 256",
    "10, PT2S, PT1S, PT1H, 1800",
    "11155111, PT12S, PT1S, PT20M, 256"
  })
  void knowsTheRulesOfAChainByItsId(
      long id, Duration blockTime, Duration poll, Duration patience, int window)
      throws IOException {
    ChainProfile profile = profile("id: " + id);
    assertThat(profile.blockTime()).isEqualTo(blockTime);
    assertThat(profile.pollInterval()).isEqualTo(poll);
    assertThat(profile.finality()).isEqualTo(new Finality.Tagged(Finality.Tag.FINALIZED, patience));
    assertThat(profile.window()).isEqualTo(window);
  }

  @Test
  void knowsWhatEachChainPromisesBeforehand() throws IOException {
    Duration flashblock = Duration.ofMillis(200);
    assertThat(profile("id: 1").soft()).isEqualTo(new SoftConfirmation.None());
    assertThat(profile("id: 137").soft()).isEqualTo(new SoftConfirmation.None());
    assertThat(profile("id: 42161").soft()).isEqualTo(new SoftConfirmation.ByArrival());
    assertThat(profile("id: 10").soft()).isEqualTo(new SoftConfirmation.ByArrival());
    assertThat(profile("id: 8453").soft()).isEqualTo(new SoftConfirmation.Pending(flashblock));
    assertThat(profile("id: 10\n    preconfirmations: 250ms").soft())
        .isEqualTo(new SoftConfirmation.Pending(Duration.ofMillis(250)));
  }

  @Test
  void takesTheRulesOfAnotherChainByName() throws IOException {
    ChainProfile profile = profile("id: 84532\n    profile: base");
    assertThat(profile.blockTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(profile.baseFeeRule()).isEqualTo(BaseFeeRule.OpStack.STANDARD);
    assertThat(profile.terms()).isEqualTo(ChainPreset.BASE.terms());
    assertThat(profile("id: 5\n    profile: dev").finality())
        .isEqualTo(new Finality.Confirmations(2));
  }

  @Test
  void letsEachRuleBeSaidOtherwise() throws IOException {
    ChainProfile profile =
        profile(
            """
            id: 8453
                block-time: 1s
                poll-interval: 200ms
                finality: safe
                finality-patience: 10m
                base-fee: eip-1559\
            """);
    assertThat(profile.blockTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(profile.pollInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(profile.finality())
        .isEqualTo(new Finality.Tagged(Finality.Tag.SAFE, Duration.ofMinutes(10)));
    assertThat(profile.baseFeeRule()).isEqualTo(BaseFeeRule.Eip1559.ETHEREUM);
    assertThat(profile("id: 1\n    confirmations: 12").finality())
        .isEqualTo(new Finality.Confirmations(12));
    assertThat(profile("id: 1\n    profile: dev\n    finality: finalized").finality())
        .isEqualTo(new Finality.Tagged(Finality.Tag.FINALIZED, Duration.ofMinutes(20)));
  }

  @Test
  void letsWhatTransactionsPayBeSaidOtherwise() throws IOException {
    ChainProfile profile =
        profile(
            """
            id: 1
                base-fee: polygon
                data-fee: op-stack
                blobs: {target: 21, max: 32, update-fraction: 17805213}
                max-transaction-gas: 30000000\
            """);
    assertThat(profile.baseFeeRule()).isEqualTo(BaseFeeRule.Polygon.STANDARD);
    assertThat(profile.terms())
        .isEqualTo(
            new FeeTerms(
                DataFeeRule.OP_STACK,
                Optional.of(new BlobFeeRule(21, 32, 17_805_213)),
                new Gas(30_000_000)));
    assertThat(profile("id: 1").terms().blobs()).contains(BlobFeeRule.ETHEREUM);
    assertThat(profile("id: 1").terms().gasCap()).isEqualTo(new Gas(16_777_216));
    assertThat(profile("id: 5\n    base-fee: arbitrum").baseFeeRule())
        .isEqualTo(new BaseFeeRule.Arbitrum());
    assertThat(profile("id: 5\n    base-fee: op-stack").baseFeeRule())
        .isEqualTo(BaseFeeRule.OpStack.STANDARD);
    assertThatThrownBy(() -> profile("id: 1\n    max-transaction-gas: 20999"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at least 21000");
    assertThatThrownBy(() -> profile("id: 1\n    blobs: {target: 6, max: 6, update-fraction: 1}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a target of at least one blob");
  }

  @Test
  void refusesRulesThatContradictEachOther() {
    assertThatThrownBy(() -> profile("id: 1\n    confirmations: 12\n    finality: safe"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has no meaning where a tag says what is final");
    assertThatThrownBy(() -> profile("id: 1\n    confirmations: 257"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is between 0 (a tag says what is final) and 256");
    assertThatThrownBy(() -> profile("id: 10\n    preconfirmations: 0s"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("preconfirmations");
    assertThatThrownBy(() -> profile("id: 1\n    finality-patience: 0s"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be positive");
  }

  private ChainProfile profile(String rules) throws IOException {
    Path file = Files.writeString(directory.resolve("node.yaml"), FILE.replace("id: 1", rules));
    NodeConfig config = ConfigReader.read(file, Map.of());
    return config.chains().entrySet().stream()
        .map(chain -> SettingsAssembly.profile(chain.getKey(), chain.getValue()))
        .findFirst()
        .orElseThrow();
  }
}
