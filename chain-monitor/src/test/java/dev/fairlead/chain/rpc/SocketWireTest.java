package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls over a web socket, against servers that do exactly what a test says. */
final class SocketWireTest {
  private static final int CALLS = 10;

  private final ChainIo io = ChainIo.open();

  @AfterEach
  void close() {
    io.close();
  }

  @Test
  @DisplayName("failures #93: answers out of order each reach the one who asked")
  void givesAnswersOutOfOrderToWhoeverAsked() throws InterruptedException {
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              List<String> waiting = new ArrayList<>();
              for (int i = 0; i < CALLS; i++) {
                waiting.add(talk.read());
              }
              for (String request : waiting.reversed()) {
                talk.write(HttpTalk.echo(request));
                talk.write(HttpTalk.echo(request));
              }
              talk.read();
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      assertThat(Callers.together(CALLS, value -> Callers.ask(client, value)))
          .isEqualTo(LongStream.range(0, CALLS).boxed().toList());
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void answersABatchInAnyOrder() {
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              String batch = talk.read();
              List<String> answers = new ArrayList<>();
              for (String request : batch.split("(?<=\\}),", -1)) {
                answers.addFirst(HttpTalk.echo(request));
              }
              talk.write(answers.toString());
              talk.read();
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      RpcBatch batch = client.batch();
      List<RpcBatch.Slot<Long>> slots =
          LongStream.range(0, CALLS).mapToObj(i -> batch.add(Callers.echo(i))).toList();
      batch.send();
      assertThat(slots)
          .extracting(RpcBatch.Slot::result)
          .isEqualTo(LongStream.range(0, CALLS).boxed().toList());
    }
  }

  @Test
  void anAnswerThatComesTooLateReachesNobody() {
    AtomicReference<String> late = new AtomicReference<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              late.set(talk.read());
              String next = talk.read();
              talk.write(HttpTalk.echo(late.get()));
              talk.write(HttpTalk.echo(next));
              talk.read();
            });
        RpcClient client =
            Callers.client(Callers.socket(server).withDeadline(Duration.ofSeconds(1)), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1)).matches(e -> Callers.is(e, Fault.NO_ANSWER));
      assertThat(Callers.ask(client, 2)).isEqualTo(2);
      assertThat(late.get()).contains("0x1");
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized,FATAL,NO_ANSWER",
    "429 Slow Down,RETRYABLE,RATE_LIMITED",
    "502 Bad,RETRYABLE,NO_ANSWER"
  })
  void saysWhyAHandshakeIsRefused(String status, Kind kind, Fault fault) {
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.read();
              talk.answer(status, "", "no");
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining(status.substring(0, 3))
          .matches(e -> Callers.is(e, fault))
          .matches(e -> ((ChainException) e).kind() == kind);
    }
  }

  @Test
  @DisplayName("failures #88: a socket of another chain carries nothing")
  void refusesAnotherChain() {
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.accept(socket);
              while (true) {
                String message = talk.read();
                messages.add(message);
                talk.write(HttpTalk.result(HttpTalk.idOf(message), "\"0x5\""));
              }
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("serves chain 5")
          .matches(e -> Callers.is(e, Fault.WRONG_CHAIN))
          .matches(e -> ((ChainException) e).kind() == Kind.FATAL);
      assertThat(messages).allMatch(message -> message.contains("eth_chainId"));
    }
  }

  @Test
  void carriesForeignIdsThatAreTheSame() throws InterruptedException {
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              List<String> waiting = new ArrayList<>();
              for (int i = 0; i < CALLS; i++) {
                waiting.add(talk.read());
              }
              for (String request : waiting.reversed()) {
                talk.write(HttpTalk.echo(request));
              }
              talk.read();
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      List<Object> answers =
          Callers.together(
              CALLS,
              value -> {
                String body =
                    "{\"id\":\"same\",\"method\":\"echo\",\"params\":[\"0x%x\"]}".formatted(value);
                String answer =
                    new String(
                        client.post(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
                assertThat(answer)
                    .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"result\":\"0x%x\"}"
                            .formatted(value));
                return value;
              });
      assertThat(answers).isEqualTo(LongStream.range(0, CALLS).boxed().toList());
    }
  }

  @Test
  void sendsItsHeadersWithTheHandshake() {
    AtomicReference<Map<String, String>> headers = new AtomicReference<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              headers.set(talk.handshake().headers());
              talk.write(HttpTalk.echo(talk.read()));
              talk.read();
            });
        RpcClient client =
            Callers.client(Callers.socket(server).withHeaders(Map.of("X-Api-Key", "h1dden")), io)) {
      assertThat(Callers.ask(client, 3)).isEqualTo(3);
      assertThat(headers.get()).containsEntry("x-api-key", "h1dden");
    }
  }
}
