package dev.fairlead.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class FaultProxyTest {
  private static final String NUMBER =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_blockNumber\",\"params\":[]}";
  private static final String BATCH =
      "[" + NUMBER + ",{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"eth_chainId\",\"params\":[]}]";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Anvil anvil;
  private FaultProxy proxy;

  @BeforeEach
  void start() {
    anvil =
        Anvil.start(
            Parts.ofUser(Progress.to(System.err)).anvil(), AnvilSettings.empty(new ChainId(1)));
    anvil.control().mine(60);
    proxy = FaultProxy.before(anvil.http(), Optional.of(anvil.webSocket()), heard::add);
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    proxy.close();
    anvil.close();
  }

  @Test
  void passesBytesAsTheyAreWhileItIsHonest() throws IOException, InterruptedException {
    assertThat(post(BATCH).body()).isEqualTo(post(anvil.http(), BATCH).body());
    assertThat(heard).containsExactly(BATCH);
    assertThat(proxy.spoiled()).isZero();
  }

  @Test
  void isStaleWhereverTheNewestBlocksShow() throws IOException, InterruptedException {
    String top = anvil.rpc().call("eth_getBlockByNumber", "latest", false).path("hash").asString();
    proxy.commit(Faults.stale(50));
    assertThat(result(NUMBER).asString()).isEqualTo("0xa");
    assertThat(result("eth_getBlockByNumber", "latest", false).path("number").asString())
        .isEqualTo("0xa");
    assertThat(result("eth_getBlockByNumber", "0xb", false).isNull()).isTrue();
    assertThat(result("eth_getBlockByHash", top, false).isNull()).isTrue();
    assertThat(result("eth_getBlockReceipts", top).isNull()).isTrue();
    assertThat(proxy.spoiled()).isEqualTo(5);
  }

  @Test
  void standsOnAnotherBranchFromAHeightOn() throws IOException, InterruptedException {
    try (Anvil other =
        Anvil.start(
            Parts.ofUser(Progress.silent()).anvil(),
            AnvilSettings.empty(new ChainId(1)).withGenesisTime(1_700_000_000))) {
      other.control().mine(9);
      JsonRpc rpc = other.rpc();
      proxy.commit(Faults.forked(asking(rpc), 5));
      assertThat(hash(result("eth_getBlockByNumber", "0x4", false)))
          .isEqualTo(hash(anvil.rpc().call("eth_getBlockByNumber", "0x4", false)));
      assertThat(hash(result("eth_getBlockByNumber", "0x5", false)))
          .isEqualTo(hash(rpc.call("eth_getBlockByNumber", "0x5", false)));
      assertThat(result(NUMBER).asString()).isEqualTo("0x9");
    }
  }

  @Test
  void changesOneFieldWhereverThePathLeads() throws IOException, InterruptedException {
    proxy.commit(Faults.saying("eth_feeHistory", "reward/*/0", _ -> "0x5"));
    JsonNode fees = result("eth_feeHistory", "0x2", "latest", List.of(50));
    assertThat(fees.at("/reward/0/0").asString()).isEqualTo("0x5");
    assertThat(fees.at("/reward/1/0").asString()).isEqualTo("0x5");
  }

  @Test
  void mixesUpTheAnswersOfABatch() throws IOException, InterruptedException {
    proxy.commit(Faults.reordered());
    assertThat(json(post(BATCH).body()).at("/0/id").asInt()).isEqualTo(8);
    proxy.commit(Faults.incomplete());
    assertThat(json(post(BATCH).body())).hasSize(1);
    proxy.commit(Faults.crossed());
    assertThat(json(post(BATCH).body()).at("/0/id").asInt()).isEqualTo(8);
    assertThat(json(post(BATCH).body()).at("/0/result").asString()).isEqualTo("0x3c");
    proxy.commit(Faults.doubledAnswers());
    assertThat(json(post(NUMBER).body())).hasSize(2);
  }

  @Test
  void spoilsTheWay() throws IOException, InterruptedException {
    proxy.commit(Wire.rateLimited(Duration.ofSeconds(3)));
    assertThat(post(NUMBER).statusCode()).isEqualTo(429);
    assertThat(post(NUMBER).headers().firstValue("Retry-After")).contains("3");
    proxy.commit(Wire.huge(1 << 20));
    assertThat(post(NUMBER).body()).hasSizeGreaterThan(1 << 20);
    proxy.commit(Wire.dripping(Duration.ofNanos(1)));
    assertThat(json(post(NUMBER).body()).path("result").asString()).isEqualTo("0x3c");
    proxy.commit(Wire.cut(10));
    assertThatThrownBy(() -> post(NUMBER)).isInstanceOf(IOException.class);
    proxy.commit();
    assertThat(post(NUMBER).statusCode()).isEqualTo(200);
    proxy.goDown();
    assertThatThrownBy(() -> post(NUMBER)).isInstanceOf(IOException.class);
    proxy.comeUp();
    assertThat(post(NUMBER).statusCode()).isEqualTo(200);
  }

  @Test
  void spoilsSubscriptionsAndAnswersOfASocket() throws InterruptedException {
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    WebSocket socket =
        http.newWebSocketBuilder().buildAsync(proxy.webSocket(), new Listener(messages)).join();
    var _ =
        socket
            .sendText(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}",
                true)
            .join();
    assertThat(json(take(messages)).path("result").asString()).startsWith("0x");

    proxy.commit(Announcements.outOfOrder());
    anvil.control().mine(2);
    assertThat(number(take(messages))).isEqualTo("0x3e");
    assertThat(number(take(messages))).isEqualTo("0x3d");
    proxy.commit(Announcements.doubled());
    anvil.control().mine(1);
    assertThat(take(messages)).isEqualTo(take(messages));
    proxy.commit(Announcements.skipped());
    anvil.control().mine(3);
    assertThat(number(take(messages))).isEqualTo("0x40");
    assertThat(number(take(messages))).isEqualTo("0x42");

    proxy.commit(Wire.overtaken(Duration.ofMillis(100)));
    var _ = socket.sendText(NUMBER, true).join();
    var _ = socket.sendText(NUMBER.replace("7", "9"), true).join();
    assertThat(json(take(messages)).path("id").asInt()).isEqualTo(9);
    assertThat(json(take(messages)).path("id").asInt()).isEqualTo(7);
    proxy.cut();
    assertThat(take(messages)).isEqualTo("ended");
  }

  private static String number(String announcement) {
    return json(announcement).at("/params/result/number").asString();
  }

  private static String hash(JsonNode block) {
    return block.path("hash").asString();
  }

  private static JsonNode json(String text) {
    return JsonRpc.JSON.readTree(text);
  }

  private static String take(BlockingQueue<String> messages) throws InterruptedException {
    String message = messages.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a message within 10 s").isNotNull();
    return String.valueOf(message);
  }

  private static RpcServer asking(JsonRpc rpc) {
    return request ->
        Messages.result(
            request,
            rpc.call(
                request.path("method").asString(), request.path("params").valueStream().toArray()));
  }

  private JsonNode result(String method, Object... parameters)
      throws IOException, InterruptedException {
    return result(Messages.request(method, parameters).toString());
  }

  private JsonNode result(String request) throws IOException, InterruptedException {
    return json(post(request).body()).path("result");
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(proxy.http(), body);
  }

  private HttpResponse<String> post(URI to, String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> messages;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<String> messages) {
      this.messages = messages;
    }

    /** For good: an end that comes while nothing is asked for may never be told. */
    @Override
    public void onOpen(WebSocket socket) {
      socket.request(Long.MAX_VALUE);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      messages.add("ended");
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      messages.add("ended");
    }
  }
}
