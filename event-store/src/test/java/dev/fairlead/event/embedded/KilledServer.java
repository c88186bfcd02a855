package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a server without warning. Its sessions live on until they wait for something: one that
 * commits without a pause goes on committing, and one that idles ends with an error for whoever
 * uses it next.
 */
public final class KilledServer {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private KilledServer() {}

  /** Kills the server, and waits until its sessions are gone too and the next one begins. */
  public static void kill(EmbeddedTimescale server) {
    ProcessHandle killed = server.process().orElseThrow();
    assertThat(killed.destroyForcibly()).isTrue();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (server.process().orElseThrow().equals(killed)) {
      assertThat(System.nanoTime() - end).as("time without a new server").isNegative();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
