package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RpcDecoderTest {
  private static final RpcEndpoint ENDPOINT =
      RpcEndpoint.of(URI.create("http://user:key@127.0.0.1:8545/key"), Optional.empty())
          .withHeaders(Map.of("Authorization", "canary"));

  private final RpcDecoder decoder = new RpcDecoder(ENDPOINT);

  @Test
  void readsABatchInAnyOrderWithTheIdBeforeOrAfterTheResult() {
    Map<Long, RpcReply<?>> replies =
        decoder.decode(
            bytes(
                """
                [{"jsonrpc":"2.0","result":"0x10","id":2},
                 {"id":3,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}},
                 {"id":1,"result":"0xf"}]
                """),
            3,
            id -> id <= 3 ? JsonInput::quantityAsLong : null);
    Map<Long, RpcReply<?>> expected = new HashMap<>();
    expected.put(1L, new RpcReply.Result<>(15L));
    expected.put(2L, new RpcReply.Result<>(16L));
    expected.put(
        3L,
        new RpcReply.Failed<>(new RpcError(3, "execution reverted", Bytes.parse("0x08c379a0"))));
    assertThat(replies).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "<html></html>",
        "{}",
        "{\"id\":1}",
        "{\"id\":1,\"result\":\"0x1\"",
        "{\"id\":1,\"result\":\"0x1\"}}",
        "{\"id\":1,\"result\":\"0x1\"}{}",
        "{\"id\":7,\"result\":\"0x1\"}",
        "{\"id\":1,\"result\":1}",
        "{\"id\":1,\"result\":\"1\"}",
        "{\"id\":1,\"result\":\"0x\"}",
        "{\"id\":1,\"result\":\"0X1\"}",
        "{\"id\":1,\"result\":\"0x-1\"}",
        "{\"id\":1,\"result\":\"0xg\"}",
        "{\"id\":1,\"result\":\"0x1\u0661\"}",
        "{\"id\":1,\"result\":\"0xffffffffffffffff\"}",
        "{\"id\":1,\"result\":\"0x10000000000000000000000000000000000000000000000000000000000000000\"}",
        "[{\"id\":1,\"result\":\"0x1\"},{\"id\":1,\"result\":\"0x1\"}]",
        "{\"id\":99999999999999999999,\"result\":\"0x1\"}"
      })
  @DisplayName("failures #94: what is not an answer is a typed error")
  void refusesWhatIsNotAnAnswer(String text) {
    assertThatThrownBy(() -> decode(bytes(text)))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE));
  }

  @Test
  @DisplayName("failures #94: random damage to an answer never does anything but a typed error")
  void survivesRandomDamage() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println("RpcDecoderTest seed " + seed);
    Random random = new Random(seed);
    byte[] sound =
        bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1234\",\"more\":[{\"a\":null}]}");
    for (int i = 0; i < 50_000; i++) {
      byte[] damaged = sound.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(decode(damaged)).isNotEmpty();
      } catch (ChainException typed) {
        assertThat(typed.kind()).isEqualTo(ChainException.Kind.RETRYABLE);
      }
    }
  }

  @Test
  void readsQuantitiesAndBytesAsBigIntegerDoes() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println("RpcDecoderTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] content = new byte[32];
      random.nextBytes(content);
      Uint256 number = Uint256.fromBytes(content).shiftRight(random.nextInt(256));
      String text = "{\"id\":1,\"result\":\"" + number.toHexString() + "\"}";
      assertThat(decoder.decode(bytes(text), 1, _ -> JsonInput::quantity).get(1L))
          .isEqualTo(new RpcReply.Result<>(number));
      String hex = "{\"id\":1,\"result\":\"" + Bytes.of(content) + "\"}";
      assertThat(decoder.decode(bytes(hex), 1, _ -> JsonInput::bytes).get(1L))
          .isEqualTo(new RpcReply.Result<>(Bytes.of(content)));
    }
  }

  @Test
  @DisplayName("failures #115: an endpoint does not print its keys")
  void printsNoKey() {
    assertThat(ENDPOINT.toString()).isEqualTo("http://127.0.0.1:8545");
  }

  @Test
  void refusesEndpointsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RpcEndpoint.of(URI.create("ftp://x"), Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RpcEndpoint.of(URI.create("http://x"), Optional.of(URI.create("http://x"))));
    assertThatIllegalArgumentException().isThrownBy(() -> ENDPOINT.withMaxResponseBytes(1));
  }

  private Map<Long, RpcReply<?>> decode(byte[] body) {
    return decoder.decode(body, 1, id -> id == 1 ? JsonInput::quantityAsLong : null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
