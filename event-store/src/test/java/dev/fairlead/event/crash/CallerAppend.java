package dev.fairlead.event.crash;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventId;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.node.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The append that a caller makes as its {@code number}th: the same streams, ids and bytes whoever
 * asks for it and in whichever life.
 *
 * @param version where the caller's own stream stands before it
 */
record CallerAppend(CallerName caller, long number, long version) {
  private static final int MOST = 8;

  private static final IntentEvent.Accepted EXAMPLE =
      new Samples(20_261_120L)
          .everyType(new IntentId(new UUID(0, 0))).stream()
              .filter(IntentEvent.Accepted.class::isInstance)
              .map(IntentEvent.Accepted.class::cast)
              .findFirst()
              .orElseThrow();

  /** One to three events for the caller's stream, and one that accepts an intent. */
  int size() {
    return own() + 1;
  }

  private int own() {
    return 1 + (int) (number % 3);
  }

  CallerAppend next() {
    return new CallerAppend(caller, number + 1, version + own());
  }

  Append append() {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < own(); i++) {
      events.add(event(i));
    }
    IntentId intent = caller.intent(number);
    return new Append(
        List.of(
            new StreamAppend(caller.stream(), version, events),
            new StreamAppend(StreamId.intent(intent), 0, List.of(accepted(intent)))),
        List.of());
  }

  private NewEvent accepted(IntentId intent) {
    Intent like = EXAMPLE.intent();
    return new NewEvent(
        id(own()),
        new IntentEvent.Accepted(
            intent,
            new Intent(intent, like.strategy(), like.type(), like.trade(), like.constraints()),
            EXAMPLE.checks(),
            null));
  }

  private NewEvent event(int index) {
    return new NewEvent(
        id(index), new NodeEvent.Started("event %d of append %d".formatted(index, number), "1"));
  }

  EventId id(int index) {
    return new EventId(new UUID(caller.idPrefix(), number * MOST + index));
  }

  /** The number of the append that an event of a caller belongs to. */
  static long numberOf(EventId id) {
    return id.value().getLeastSignificantBits() / MOST;
  }
}
