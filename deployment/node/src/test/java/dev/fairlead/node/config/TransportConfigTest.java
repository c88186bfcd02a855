package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.rpc.Limits;
import dev.fairlead.chain.rpc.Proxy;
import dev.fairlead.chain.rpc.RateLimit;
import dev.fairlead.chain.rpc.RpcEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class TransportConfigTest {
  private static final URI HTTP = URI.create("https://node.example.org/k3y");
  private static final URI SOCKET = URI.create("wss://node.example.org/k3y");
  private static final String FULL =
      """
      calls: web-socket
      proxy: {address: "socks5://proxy:1080", user: trader, password: hunter2}
      rate: {per-second: 25, costs: {eth_getLogs: 20}}
      connections: 4
      pipeline-depth: 8
      """;

  private static TransportConfig read(String text) {
    Map<?, ?> tree = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return new RecordBinder(Map.of())
        .bind(TransportConfig.class, "transport", ConfigReader.withTextKeys(tree));
  }

  @Test
  void isAsEverythingIsByDefault() {
    assertThat(read("connections: 16")).isEqualTo(TransportConfig.standard());
    assertThat(TransportConfig.standard().endpoint(HTTP, SOCKET))
        .isEqualTo(RpcEndpoint.of(HTTP, Optional.of(SOCKET)));
    assertThat(TransportConfig.standard().endpoint(null, SOCKET))
        .isEqualTo(RpcEndpoint.ofWebSocket(SOCKET));
  }

  @Test
  void readsEveryKey() {
    assertThat(read(FULL).endpoint(HTTP, SOCKET))
        .isEqualTo(
            RpcEndpoint.of(HTTP, Optional.of(SOCKET))
                .withCalls(RpcEndpoint.Route.WEB_SOCKET)
                .withProxy(
                    Proxy.of(URI.create("socks5://proxy:1080"))
                        .withLogin(new Proxy.Login("trader", "hunter2")))
                .withRate(new RateLimit(25, 25, Map.of("eth_getLogs", 20)))
                .withLimits(Limits.STANDARD.withConnections(4, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          calls: web-socket  | calls: pigeon      | calls: "pigeon" is not a Route
          socks5:            | ftp:               | proxy: a proxy is http://HOST:PORT or socks5://HOST:PORT
          proxy:1080         | me:hunter2@p:1080  | login does not belong in its address
          , password: hunter2 | ''                | proxy: user and password go together
          per-second: 25     | per-second: 0      | rate: per-second must be between 1 and 1000000 but is 0
          per-second: 25     | per-secnd: 25      | rate.per-secnd: unknown key; did you mean "per-second"?
          eth_getLogs: 20    | eth_getLogs: 26    | rate: eth_getLogs must cost between 0 and the burst of 25
          pipeline-depth: 8  | pipeline-depth: 0  | pipeline-depth must be between 1 and 10000 but is 0
          connections: 4     | connections: -1    | connections must be between 1 and 10000 but is -1
          """)
  @DisplayName("failures #166, #115: a wrong value is named by its key, and no secret with it")
  void refusesAWrongValueByItsKey(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(FULL.replace(right, wrong)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void wantsAnAddressAndOneForItsCalls() {
    assertThatThrownBy(() -> read(FULL).endpoint(null, null))
        .hasMessage("http or web-socket is required");
    assertThatThrownBy(() -> read(FULL).endpoint(HTTP, null))
        .hasMessageContaining("calls by WEB_SOCKET");
  }

  @Test
  @DisplayName("failures #115: a proxy's password never shows in a printed configuration")
  void printsNoPassword() {
    assertThat(read(FULL).toString()).doesNotContain("hunter2").contains("***");
    assertThat(read(FULL).endpoint(HTTP, SOCKET).toString()).isEqualTo("https://node.example.org");
  }
}
