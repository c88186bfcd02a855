package dev.fairlead.chain.event;

import dev.fairlead.chain.Log;
import dev.fairlead.model.Bytes32;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads logs as the events that this node knows.
 *
 * <p>A log is known by its first topic and the number of its topics. It never throws: what claims
 * to be a known event and is not is {@link LogReading.Refused}, all else is {@link
 * LogReading.Unknown}. Nothing is allocated for a known event but itself. For any thread.
 */
public final class EventDecoder {
  private static final EventDecoder STANDARD =
      new EventDecoder(
          Stream.of(
                  TokenEvent.SHAPES,
                  Permit2Event.SHAPES,
                  UniswapV2Event.SHAPES,
                  UniswapV3Event.SHAPES,
                  UniswapV4Event.SHAPES,
                  CurveEvent.SHAPES,
                  BalancerV2Event.SHAPES,
                  BalancerV3Event.SHAPES)
              .flatMap(List::stream)
              .toList());

  private final List<EventShape> shapes;
  private final long[] keys;
  private final EventShape[][] slots;

  private EventDecoder(List<EventShape> shapes) {
    this.shapes = shapes;
    int size = Integer.highestOneBit(shapes.size()) << 3;
    this.keys = new long[size];
    this.slots = new EventShape[size][];
    shapes.forEach(this::add);
  }

  /** Knows all events that this module knows. */
  public static EventDecoder standard() {
    return STANDARD;
  }

  public List<EventShape> shapes() {
    return shapes;
  }

  public LogReading decode(Log log) {
    if (log.topics().isEmpty()) {
      return LogReading.Unknown.UNKNOWN;
    }
    long key = log.topics().getFirst().longAt(0);
    EventShape[] found = slots[slot(key)];
    if (found == null) {
      return LogReading.Unknown.UNKNOWN;
    }
    for (EventShape shape : found) {
      if (shape.claims(log)) {
        return shape.read(log);
      }
    }
    return LogReading.Unknown.UNKNOWN;
  }

  private void add(EventShape shape) {
    Bytes32 topic = shape.topic();
    int slot = slot(topic.longAt(0));
    EventShape[] before = slots[slot] == null ? new EventShape[0] : slots[slot];
    EventShape[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = shape;
    keys[slot] = topic.longAt(0);
    slots[slot] = after;
  }

  /** Where the key is, or would be. Topics are hashes: their first bits spread well. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) (key >>> 40) & mask;
    while (slots[at] != null && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
