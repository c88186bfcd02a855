package dev.fairlead.event.crash;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.LocalEventSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A node in a process of its own, with little memory, that reads the whole log in order, makes the
 * index again and verifies everything. Says {@code READ position hash} and {@code verdict}.
 */
final class ReplayingNode {
  private ReplayingNode() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EventStore store =
            PostgresEventStore.open(
                DatabaseLines.read(in),
                EventStoreSettings.of("replaying"),
                LocalEventSigner.generate(new SecureRandom()),
                InstantSource.system(),
                EventStoreObserver.silent())) {
      LogPosition end = store.log().head().position();
      Bytes32 hash = Bytes32.ZERO;
      try (Subscription events = store.log().subscribe(LogPosition.START, EventFilter.all())) {
        for (long position = 1; position <= end.value(); position++) {
          RecordedEvent event = events.take();
          if (event.position().value() != position) {
            throw new IllegalStateException("position %s is not %d".formatted(event, position));
          }
          hash = event.hash();
        }
      }
      store.intents().catchUp(end, Duration.ofMinutes(10));
      System.out.println("READ " + end.value() + " " + hash);
      System.out.println(store.verifier().verify((done, of) -> {}).getClass().getSimpleName());
    }
  }
}
