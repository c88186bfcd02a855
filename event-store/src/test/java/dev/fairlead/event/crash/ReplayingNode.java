package dev.fairlead.event.crash;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node in a process of its own, with little memory, that reads the whole log in order while it
 * makes the index again and answers for a past moment of a stream, and then verifies everything.
 * Says {@code READ position hash}, {@code PROJECTED events}, {@code ANSWERED times} and the
 * verdict.
 */
final class ReplayingNode {
  private ReplayingNode() {}

  /** Counts the events that this process worked into the index. */
  private static final class Projected implements EventStoreObserver {
    private final AtomicLong events = new AtomicLong();

    @Override
    public void projected(String projection, LogPosition position, int count) {
      if (projection.equals("intent_index")) {
        events.addAndGet(count);
      }
    }
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    Projected projected = new Projected();
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EventStore store =
            PostgresEventStore.open(
                DatabaseLines.read(in),
                EventStoreSettings.of("replaying"),
                LocalEventSigner.generate(new SecureRandom()),
                InstantSource.system(),
                projected)) {
      LogPosition past = new LogPosition(Long.parseLong(arguments[0]));
      LogPosition end = store.log().head().position();
      AtomicBoolean done = new AtomicBoolean();
      AtomicLong answered = new AtomicLong();
      Thread asking = Thread.ofPlatform().start(() -> ask(store, past, done, answered));
      Bytes32 hash = read(store, end);
      store.intents().catchUp(end, Duration.ofMinutes(30));
      done.set(true);
      asking.join();
      System.out.println("READ " + end.value() + " " + hash);
      System.out.println("PROJECTED " + projected.events);
      System.out.println("ANSWERED " + answered);
      System.out.println(store.verifier().verify((checked, of) -> {}).getClass().getSimpleName());
    }
  }

  private static Bytes32 read(EventStore store, LogPosition end) throws InterruptedException {
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
    return hash;
  }

  /** The same question until the end; another answer than the first one ends the process. */
  private static void ask(
      EventStore store, LogPosition past, AtomicBoolean done, AtomicLong answered) {
    StreamId stream = store.log().readAll(new LogPosition(past.value() - 1), 1).getFirst().stream();
    List<RecordedEvent> first = store.log().read(stream, past);
    while (!done.get()) {
      if (first.isEmpty() || !store.log().read(stream, past).equals(first)) {
        System.out.println("CHANGED");
        Runtime.getRuntime().halt(1);
      }
      answered.incrementAndGet();
    }
  }
}
