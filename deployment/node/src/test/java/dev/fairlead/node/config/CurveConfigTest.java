package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings.Generation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class CurveConfigTest {
  private static final String POOL = "0x00000000000000000000000000000000000000a1";
  private static final String FACTORY = "0x00000000000000000000000000000000000000f1";
  private static final String FULL =
      """
      pools: [{address: "%1$s", generation: plain}]
      crypto-pools: ["%1$s"]
      factories:
        - name: curve-stable
          address: "%2$s"
          kind: stable
          implementations: [{address: "%1$s", generation: factory}]
          base-pools: [{address: "%1$s", generation: plain}]
          since: 7
          hop-gas: 8
        - {name: curve-tricrypto, address: "%2$s", kind: tricrypto-ng}
      hop-gas: 9
      crypto-hop-gas: 10
      """
          .formatted(POOL, FACTORY);

  private static VenuesConfig.Curve read(String text) {
    Map<?, ?> tree = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return new RecordBinder(Map.of())
        .bind(VenuesConfig.Curve.class, "curve", ConfigReader.withTextKeys(tree));
  }

  @Test
  void isEmptyByDefault() {
    assertThat(read("pools: []"))
        .isEqualTo(new VenuesConfig.Curve(List.of(), List.of(), List.of(), 120_000, 300_000));
  }

  @Test
  void readsEveryKey() {
    Address pool = Address.parse(POOL);
    Address factory = Address.parse(FACTORY);

    assertThat(read(FULL))
        .isEqualTo(
            new VenuesConfig.Curve(
                List.of(new VenuesConfig.CurvePool(pool, Generation.PLAIN)),
                List.of(pool),
                List.of(
                    new VenuesConfig.CurveFactory(
                        new VenueId("curve-stable"),
                        factory,
                        VenuesConfig.CurveFactoryKind.STABLE,
                        List.of(new VenuesConfig.CurvePool(pool, Generation.FACTORY)),
                        List.of(new VenuesConfig.CurvePool(pool, Generation.PLAIN)),
                        7,
                        8),
                    new VenuesConfig.CurveFactory(
                        new VenueId("curve-tricrypto"),
                        factory,
                        VenuesConfig.CurveFactoryKind.TRICRYPTO_NG,
                        List.of(),
                        List.of(),
                        0,
                        250_000)),
                9,
                10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          generation: plain}]     | generation: ng}]      | is NG: it comes by its factory
          kind: stable            | kind: twocrypto-ng    | makes crypto pools
          implementations: [{address: "0x00000000000000000000000000000000000000a1", generation: factory}] | implementations: [] | needs the implementations
          """)
  void refusesWhatCannotBeTaken(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(replaceFirst(FULL, right, wrong)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private static String replaceFirst(String text, String right, String wrong) {
    int at = text.indexOf(right);
    assertThat(at).isNotNegative();
    return text.substring(0, at) + wrong + text.substring(at + right.length());
  }
}
