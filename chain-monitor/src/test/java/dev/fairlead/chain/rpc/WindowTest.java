package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final int BYTES = 4096;

  private final Window window =
      new Window(
          RpcEndpoint.of(URI.create("http://127.0.0.1"), Optional.empty())
              .withLimits(Limits.STANDARD.withUnsentBytes(BYTES)),
          2);

  @Test
  void holdsNoMoreRequestsThanItMay() throws InterruptedException {
    Window.Place first = window.enter(1, soon());
    window.enter(1, soon()).sent();
    assertThatThrownBy(() -> window.enter(1, soon())).matches(e -> Callers.is(e, Fault.NOT_ASKED));
    first.close();
    first.close();
    window.enter(1, later()).sent();
    assertThatThrownBy(() -> window.enter(1, soon())).matches(e -> Callers.is(e, Fault.NOT_ASKED));
  }

  @Test
  void holdsNoMoreBytesThanItMayUntilTheyAreSent() throws InterruptedException {
    Window.Place first = window.enter(BYTES - 1, soon());
    assertThatThrownBy(() -> window.enter(2, soon())).matches(e -> Callers.is(e, Fault.NOT_ASKED));
    first.sent();
    first.sent();
    try (Window.Place whole = window.enter(10 * BYTES, later())) {
      assertThat(whole).isNotNull();
      first.close();
      assertThatThrownBy(() -> window.enter(1, soon()))
          .matches(e -> Callers.is(e, Fault.NOT_ASKED));
    }
    window.enter(BYTES, later()).close();
  }

  @Test
  void whoWaitsIsServedWhenThereIsRoom() throws InterruptedException {
    Window.Place first = window.enter(1, soon());
    window.enter(1, soon()).sent();
    Thread leaving = Thread.ofVirtual().start(first::close);
    List<Object> outcomes =
        Callers.together(
            1,
            value -> {
              try (Window.Place place = window.enter(1, later())) {
                return place == null ? -1 : value;
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    leaving.join();
    assertThat(outcomes).containsExactly(0L);
  }

  private static long soon() {
    return System.nanoTime() + Duration.ofMillis(20).toNanos();
  }

  private static long later() {
    return System.nanoTime() + Duration.ofSeconds(10).toNanos();
  }
}
