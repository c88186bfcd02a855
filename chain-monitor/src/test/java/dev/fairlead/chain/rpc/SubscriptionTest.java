package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.ChainId;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscriptions on a web socket that is lost, or says more than it was asked for. */
final class SubscriptionTest {
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
}
