package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP against servers that do exactly what a test says. */
final class HttpWireTest {
  private static final String SLOW_DOWN =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,\"message\":\"slow down\"}}";

  private static final int DEPTH = 8;

  private final ChainIo io = ChainIo.open();

  @AfterEach
  void close() {
    io.close();
  }

  @Test
  void putsRequestsBehindEachOtherBeforeTheFirstIsAnswered() throws InterruptedException {
    AtomicInteger unanswered = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              List<HttpTalk.Request> waiting = new ArrayList<>();
              for (int i = 0; i < DEPTH; i++) {
                waiting.add(talk.read());
              }
              unanswered.set(waiting.size());
              for (HttpTalk.Request request : waiting) {
                talk.answer(HttpTalk.echo(request.body()));
              }
              talk.read();
            });
        RpcClient client = client(server, 1, DEPTH)) {
      assertThat(Callers.together(DEPTH, value -> Callers.ask(client, value)))
          .isEqualTo(LongStream.range(0, DEPTH).boxed().toList());
      assertThat(unanswered).hasValue(DEPTH);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void sendsNothingBehindAnUnansweredRequestAtADepthOfOne() throws InterruptedException {
    AtomicInteger early = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              while (true) {
                HttpTalk.Request request = talk.read();
                early.addAndGet(talk.in().available());
                talk.answer(HttpTalk.echo(request.body()));
              }
            });
        RpcClient client = client(server, 2, 1)) {
      assertThat(Callers.together(200, value -> Callers.ask(client, value)))
          .isEqualTo(LongStream.range(0, 200).boxed().toList());
      assertThat(early).hasValue(0);
      assertThat(server.accepted()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  @DisplayName(
      "failures #81: a connection that breaks fails what was on it, and nothing goes twice")
  void neverSendsAgainWhatWasOnABrokenConnection() throws InterruptedException {
    AtomicInteger received = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              do {
                talk.read();
              } while (received.incrementAndGet() % DEPTH != 0);
            });
        RpcClient client = client(server, 1, DEPTH)) {
      assertThat(Callers.together(DEPTH, value -> Callers.ask(client, value)))
          .hasSize(DEPTH)
          .allMatch(outcome -> Callers.is(outcome, Fault.NO_ANSWER))
          .allMatch(outcome -> ((ChainException) outcome).kind() == Kind.RETRYABLE);
      assertThat(received).hasValue(DEPTH);
    }
  }

  @Test
  void failsWhatFollowsAnAnswerThatEndsTheConnection() throws InterruptedException {
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              HttpTalk.Request first = talk.read();
              for (int i = 1; i < 3; i++) {
                talk.read();
              }
              talk.answer("200 OK", "Connection: close\r\n", HttpTalk.echo(first.body()));
            });
        RpcClient client = client(server, 1, 3)) {
      List<Object> outcomes = Callers.together(3, value -> Callers.ask(client, value));
      assertThat(outcomes).filteredOn(Long.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(o -> Callers.is(o, Fault.NO_ANSWER)).hasSize(2);
    }
  }

  @Test
  @DisplayName("failures #92: an answer that comes byte by byte is cut off by the deadline")
  void cutsADrippingAnswerOffAtTheDeadline() {
    AtomicReference<TinyServer> self = new AtomicReference<>();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              talk.read();
              talk.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
              while (true) {
                talk.write(" ");
                self.get().pace(20);
              }
            });
        RpcClient client =
            Callers.client(Callers.http(server).withDeadline(Duration.ofMillis(500)), io)) {
      self.set(server);
      long started = System.nanoTime();
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("in time")
          .matches(e -> Callers.is(e, Fault.NO_ANSWER));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 52428800\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"})
  @DisplayName("failures #92: 50 MB are refused before they are read to the end")
  void refusesAnAnswerThatIsTooLarge(String headers) throws InterruptedException {
    AtomicInteger written = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              talk.read();
              talk.write("HTTP/1.1 200 OK\r\n" + headers);
              String piece = "0".repeat(1 << 16);
              for (int i = 0; i < 800; i++) {
                talk.write(headers.contains("chunked") ? "10000\r\n" + piece + "\r\n" : piece);
                written.addAndGet(piece.length());
              }
            });
        RpcClient client = Callers.client(Callers.http(server).withMaxResponseBytes(1 << 20), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("too large")
          .matches(e -> Callers.is(e, Fault.NO_ANSWER));
      assertThat(written.get()).isLessThan(50 << 20);
    }
  }

  @Test
  void sendsHeadersAndTheLoginOfItsAddress() {
    AtomicReference<HttpTalk.Request> seen = new AtomicReference<>();
    try (TinyServer server =
        TinyServer.start(socket -> {
          HttpTalk talk = new HttpTalk(socket);
          talk.greet();
          while (true) {
            seen.set(talk.read());
            talk.answer(HttpTalk.echo(seen.get().body()));
          }
        })) {
      RpcEndpoint endpoint =
          RpcEndpoint.of(
                  URI.create("http://me:s3cret@127.0.0.1:" + server.port() + "/v1/k3y?a=b"),
                  Optional.empty())
              .withHeaders(Map.of("X-Api-Key", "h1dden"));
      try (RpcClient client = Callers.client(endpoint, io)) {
        assertThat(Callers.ask(client, 7)).isEqualTo(7);
      }
      assertThat(seen.get().line()).isEqualTo("POST /v1/k3y?a=b HTTP/1.1");
      assertThat(seen.get().headers())
          .containsEntry("authorization", "Basic bWU6czNjcmV0")
          .containsEntry("x-api-key", "h1dden");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedCredentialsAreForGood(int status) {
    try (TinyServer server = answering(status + " No", "", "no");
        RpcClient client = Callers.client(Callers.http(server), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("refuses the credentials")
          .matches(e -> ((ChainException) e).kind() == Kind.FATAL);
    }
  }

  @Test
  @DisplayName(
      "failures #92: after 429 nobody asks until the time that the endpoint gave has passed")
  void waitsAsLongAsTheEndpointSays() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              while (true) {
                HttpTalk.Request request = talk.read();
                if (asked.getAndIncrement() == 0) {
                  talk.answer("429 Too Many Requests", "Retry-After: 1\r\n", "slow down");
                } else {
                  talk.answer(HttpTalk.echo(request.body()));
                }
              }
            });
        RpcClient client = Callers.client(Callers.http(server), io);
        RpcClient hasty =
            Callers.client(Callers.http(server).withDeadline(Duration.ofMillis(500)), io)) {
      long started = System.nanoTime();
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThat(Callers.ask(client, 2)).isEqualTo(2);
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThan(Duration.ofSeconds(1));
      asked.set(0);
      assertThatThrownBy(() -> Callers.ask(hasty, 1))
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThatThrownBy(() -> Callers.ask(hasty, 2))
          .hasMessageContaining("after the deadline")
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  @DisplayName("failures #92: an endpoint that limits new connections is left alone as long")
  void heedsALimitOfNewConnections() {
    try (TinyServer server = answering("429 Too Many Requests", "Retry-After: 60\r\n", SLOW_DOWN);
        RpcClient client = Callers.client(Callers.http(server), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("429")
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThatThrownBy(() -> Callers.ask(client, 2))
          .hasMessageContaining("after the deadline")
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
    }
  }

  @Test
  void pausesWhenTheGreetingIsAnsweredByALimit() {
    try (TinyServer server = answering("200 OK", "", SLOW_DOWN);
        RpcClient client = Callers.client(Callers.http(server), io)) {
      long started = System.nanoTime();
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("slow down")
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThatThrownBy(() -> Callers.ask(client, 2))
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED));
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThan(RateBudget.FIRST_PAUSE.dividedBy(4));
    }
  }

  @Test
  void anEmptyAnswerToTheGreetingIsNone() {
    try (TinyServer server = answering("200 OK", "", "[]");
        RpcClient client = Callers.client(Callers.http(server), io)) {
      assertThatThrownBy(() -> Callers.ask(client, 1))
          .hasMessageContaining("eth_chainId was not answered")
          .matches(e -> Callers.is(e, Fault.NO_ANSWER));
    }
  }

  @Test
  void staysWithinItsOwnBudget() throws InterruptedException {
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              while (true) {
                talk.answer(HttpTalk.echo(talk.read().body()));
              }
            });
        RpcClient client =
            Callers.client(
                Callers.http(server)
                    .withLimits(Limits.STANDARD.withConnections(1, 1))
                    .withRate(new RateLimit(20, 5, Map.of("eth_chainId", 0))),
                io)) {
      long started = System.nanoTime();
      assertThat(Callers.together(15, value -> Callers.ask(client, value)))
          .isEqualTo(LongStream.range(0, 15).boxed().toList());
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isBetween(Duration.ofMillis(450), Duration.ofSeconds(4));
    }
  }

  @Test
  void takesAFreshConnectionWhenTheServerClosedAnIdleOne() {
    try (TinyServer server =
            TinyServer.start(socket -> {
              HttpTalk talk = new HttpTalk(socket);
              talk.greet();
              talk.answer(HttpTalk.echo(talk.read().body()));
              talk.read();
            });
        RpcClient client = Callers.client(Callers.http(server), io)) {
      assertThat(Callers.ask(client, 1)).isEqualTo(1);
      server.cut();
      Callers.awaitTrue(() -> {
        try {
          return Callers.ask(client, 2) == 2;
        } catch (ChainException e) {
          // The end of the connection has not arrived yet.
          return false;
        }
      });
      assertThat(server.accepted()).isGreaterThan(1);
    }
  }

  private RpcClient client(TinyServer server, int connections, int depth) {
    return Callers.client(
        Callers.http(server).withLimits(Limits.STANDARD.withConnections(connections, depth)), io);
  }

  private static TinyServer answering(String status, String headers, String body) {
    return TinyServer.start(socket -> {
      HttpTalk talk = new HttpTalk(socket);
      while (true) {
        talk.read();
        talk.answer(status, headers, body);
      }
    });
  }
}
