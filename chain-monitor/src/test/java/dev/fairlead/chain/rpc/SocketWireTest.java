package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainException.Kind;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.ChainId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web socket against servers that do exactly what a test says. */
final class SocketWireTest {
  private static final int CALLS = 10;
  private static final String HEAD =
      "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"result\":{\"number\":\"0x1\","
          + "\"hash\":\"0x%064x\"},\"subscription\":\"%s\"}}";

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
  @DisplayName(
      "failures #93: a dropped socket fails its calls, and subscriptions go on on the next")
  void opensADroppedSocketAgainAndSubscribesAgain() throws InterruptedException {
    AtomicInteger connections = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              int number = connections.incrementAndGet();
              boolean subscribed = false;
              while (true) {
                String message = talk.read();
                if (message.contains("eth_subscribe")) {
                  talk.write(HttpTalk.result(HttpTalk.idOf(message), "\"0x" + number + "\""));
                  talk.write(HEAD.formatted(number, "0x" + number));
                  subscribed = true;
                } else if (number == 1) {
                  if (received.incrementAndGet() == CALLS && subscribed) {
                    return;
                  }
                } else {
                  talk.write(HttpTalk.echo(message));
                }
              }
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      HeadHints hints = new HeadHints();
      var _ = client.announceHeads(hints);
      awaitHead(hints, 1);
      assertThat(Callers.together(CALLS, value -> Callers.ask(client, value)))
          .hasSize(CALLS)
          .allMatch(outcome -> Callers.is(outcome, Fault.NO_ANSWER));
      assertThat(Callers.ask(client, 77)).isEqualTo(77);
      awaitHead(hints, 2);
      assertThat(received).hasValue(CALLS);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("failures #93: a socket that falls silent without an end is given up")
  void givesASilentSocketUp() throws InterruptedException {
    BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              var _ = SocketTalk.greet(socket);
              socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            });
        RpcClient client =
            new RpcClient(
                Callers.CHAIN,
                Callers.socket(server)
                    .withLimits(Limits.STANDARD.withSocket(16, Duration.ofMillis(200))),
                io,
                reconnects(lost))) {
      var _ = client.announceHeads(new HeadHints());
      assertThat(lost.poll(10, TimeUnit.SECONDS)).contains("is silent");
      Callers.awaitTrue(() -> server.accepted() > 1);
    }
  }

  @Test
  @DisplayName("failures #92: a frame that comes byte by byte is cut off, and the socket replaced")
  void cutsADrippingFrameOff() {
    AtomicReference<TinyServer> self = new AtomicReference<>();
    AtomicInteger connections = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              boolean drips = connections.incrementAndGet() == 1;
              while (true) {
                String request = talk.read();
                if (drips) {
                  talk.announce(1_000_000);
                  while (true) {
                    talk.raw(new byte[] {' '});
                    self.get().pace(20);
                  }
                }
                talk.write(HttpTalk.echo(request));
              }
            });
        RpcClient client =
            Callers.client(Callers.socket(server).withDeadline(Duration.ofMillis(500)), io)) {
      self.set(server);
      long started = System.nanoTime();
      assertThatThrownBy(() -> Callers.ask(client, 1)).matches(e -> Callers.is(e, Fault.NO_ANSWER));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
      Callers.awaitTrue(() -> server.accepted() > 1);
      Callers.awaitTrue(() -> succeeds(client));
    }
  }

  /** How a message can be more than it may. */
  enum Oversize {
    ONE_FRAME {
      @Override
      void write(SocketTalk talk) throws IOException {
        talk.announce(50 << 20);
        for (int i = 0; i < 800; i++) {
          talk.raw(new byte[1 << 16]);
        }
      }
    },
    MANY_FRAMES {
      @Override
      void write(SocketTalk talk) throws IOException {
        String piece = " ".repeat(1 << 16);
        talk.part(SocketTalk.TEXT, false, piece);
        for (int i = 0; i < 800; i++) {
          talk.part(SocketTalk.CONTINUATION, false, piece);
        }
      }
    };

    abstract void write(SocketTalk talk) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #92: 50 MB on a socket are refused, in one frame or in many")
  void refusesAMessageThatIsTooLarge(Oversize oversize) {
    AtomicInteger connections = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              boolean large = connections.incrementAndGet() == 1;
              while (true) {
                String request = talk.read();
                if (large) {
                  oversize.write(talk);
                }
                talk.write(HttpTalk.echo(request));
              }
            });
        RpcClient client =
            Callers.client(Callers.socket(server).withMaxResponseBytes(1 << 20), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("too large")
          .matches(e -> Callers.is(e, Fault.NO_ANSWER));
      Callers.awaitTrue(() -> succeeds(client));
    }
  }

  @Test
  void putsAMessageTogetherThatCameInParts() {
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              String answer = HttpTalk.echo(talk.read());
              talk.part(SocketTalk.TEXT, false, answer.substring(0, 5));
              talk.part(SocketTalk.CONTINUATION, false, answer.substring(5, 6));
              talk.part(SocketTalk.CONTINUATION, true, answer.substring(6));
              talk.read();
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      assertThat(Callers.ask(client, 9)).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>502 Bad Gateway</body></html>",
        "",
        "{\"jsonrpc\":\"2.0\",\"id\":",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"what?\"}}",
        "[]",
        "null",
        "DEEP"
      })
  @DisplayName("failures #92, #94: nonsense on a socket is a typed error, and survived")
  void survivesNonsense(String nonsense) {
    AtomicInteger asked = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              while (true) {
                String request = talk.read();
                if (asked.getAndIncrement() > 0) {
                  talk.write(HttpTalk.echo(request));
                } else if (nonsense.equals("DEEP")) {
                  talk.write(
                      "{\"id\":" + HttpTalk.idOf(request) + ",\"result\":" + "[".repeat(1 << 20));
                } else {
                  talk.write(nonsense);
                }
              }
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      long started = System.nanoTime();
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .isInstanceOfSatisfying(
              ChainException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Callers.DEADLINE);
      Callers.awaitTrue(() -> succeeds(client));
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

  @Test
  @DisplayName("failures #93: doubled, foreign and skipped announcements do no harm")
  void hearsOnlyWhatItSubscribedTo() throws InterruptedException {
    List<String> heard = new CopyOnWriteArrayList<>();
    BlockingQueue<String> unsubscribed = new LinkedBlockingQueue<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              String subscribe = talk.read();
              talk.write(HEAD.formatted(1, "0xaa"));
              talk.write(HttpTalk.result(HttpTalk.idOf(subscribe), "\"0xaa\""));
              talk.write(HEAD.formatted(3, "0xaa"));
              talk.write(HEAD.formatted(3, "0xaa"));
              talk.write(HEAD.formatted(2, "0xaa"));
              talk.write(HEAD.formatted(4, "0xbb"));
              while (true) {
                String message = talk.read();
                if (message.contains("eth_unsubscribe")) {
                  unsubscribed.add(message);
                  talk.write(HttpTalk.result(HttpTalk.idOf(message), "true"));
                } else {
                  talk.write(HEAD.formatted(5, "0xaa"));
                  talk.write(HttpTalk.echo(message));
                }
              }
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      Subscription subscription =
          client
              .subscribe(
                  "[\"newHeads\"]",
                  message -> heard.add(new String(message, StandardCharsets.UTF_8)))
              .orElseThrow();
      assertThat(Callers.ask(client, 1)).isEqualTo(1);
      assertThat(heard)
          .containsExactly(
              HEAD.formatted(3, "0xaa"),
              HEAD.formatted(3, "0xaa"),
              HEAD.formatted(2, "0xaa"),
              HEAD.formatted(5, "0xaa"));
      subscription.close();
      assertThat(unsubscribed.poll(10, TimeUnit.SECONDS)).contains("\"0xaa\"");
      assertThat(Callers.ask(client, 2)).isEqualTo(2);
      assertThat(heard).hasSize(4);
    }
  }

  @Test
  void endsASubscriptionThatWasClosedBeforeItWasAnswered() throws InterruptedException {
    BlockingQueue<String> subscribed = new LinkedBlockingQueue<>();
    BlockingQueue<String> unsubscribed = new LinkedBlockingQueue<>();
    List<String> heard = new CopyOnWriteArrayList<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              SocketTalk talk = SocketTalk.greet(socket);
              String subscribe = talk.read();
              subscribed.add(subscribe);
              String request = talk.read();
              talk.write(HttpTalk.result(HttpTalk.idOf(subscribe), "\"0xaa\""));
              talk.write(HEAD.formatted(1, "0xaa"));
              talk.write(HttpTalk.echo(request));
              unsubscribed.add(talk.read());
              talk.read();
            });
        RpcClient client = Callers.client(Callers.socket(server), io)) {
      Subscription subscription =
          client
              .subscribe(
                  "[\"newHeads\"]",
                  message -> heard.add(new String(message, StandardCharsets.UTF_8)))
              .orElseThrow();
      assertThat(subscribed.poll(10, TimeUnit.SECONDS)).contains("eth_subscribe");
      subscription.close();
      assertThat(Callers.together(1, value -> Callers.ask(client, value))).isNotEmpty();
      assertThat(unsubscribed.poll(10, TimeUnit.SECONDS)).contains("eth_unsubscribe", "0xaa");
      assertThat(heard).isEmpty();
    }
  }

  private static void awaitHead(HeadHints hints, long number) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      HeadHints.Hint hint = hints.await(Duration.ofSeconds(5));
      if (hint.head().isPresent()
          && hint.head().get().toString().equals("0x%064x".formatted(number))) {
        return;
      }
    }
    throw new AssertionError("head " + number + " was not announced");
  }

  private static ChainObserver reconnects(BlockingQueue<String> reasons) {
    return new ChainObserver() {
      @Override
      public void reconnecting(ChainId chain, String endpoint, String why) {
        reasons.add(why);
      }
    };
  }

  private static boolean succeeds(RpcClient client) {
    try {
      return Callers.ask(client, 5) == 5;
    } catch (ChainException e) {
      return false;
    }
  }
}
