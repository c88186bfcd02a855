package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventKeyFilesTest {
  @TempDir private Path data;

  private EventKeyFiles files(String trusted) throws IOException {
    Path file = data.resolve("node.yaml");
    Files.writeString(
        file,
        """
        data-dir: %s
        database: {url: "jdbc:postgresql://127.0.0.1:1/none", user: none, password: none}
        accounts:
          - {keystore: none.json, password-file: none.password}
        any-strategy: {allowed: true}
        evidence: {trusted-keys: [%s]}
        chains:
          ethereum:
            id: 1
            endpoints: [{http: "http://127.0.0.1:1"}]
            wrapped-native: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            tokens:
              - {symbol: WETH, address: 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2, decimals: 18}
        """
            .formatted(data, trusted));
    return new EventKeyFiles(ConfigReader.read(file, Map.of()));
  }

  @Test
  void refusesAKeyThatIsNotTrusted() throws IOException {
    LocalEventSigner made = files("").present();
    String own = made.publicKey().toString().substring(2);
    String other = "ab".repeat(32);

    assertThat(files(other + ", " + own).present().key()).isEqualTo(made.key());
    EventKeyFiles others = files(other);
    assertThatThrownBy(others::present)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("evidence.trusted-keys")
        .hasMessageContaining(own);
  }
}
