package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes on a web socket that is too much, too slow, in pieces or nonsense. */
final class SocketMessageTest {
  private final ChainIo io = ChainIo.open();

  @AfterEach
  void close() {
    io.close();
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
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(60));
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

  private static boolean succeeds(RpcClient client) {
    try {
      return Callers.ask(client, 5) == 5;
    } catch (ChainException e) {
      return false;
    }
  }
}
