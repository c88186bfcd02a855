package dev.fairlead.bench.events;

import dev.fairlead.event.EventId;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.node.NodeEvent;
import java.util.UUID;

/** The one event that every contestant writes, 550 bytes as the log stores it. */
final class Payload {
  private static final int BYTES = 550;
  private static final String TEXT = text();

  private Payload() {}

  private static String text() {
    String text = "x".repeat(BYTES);
    int more = EventCodec.encode(new NodeEvent.Started(text, "1")).toArray().length - BYTES;
    return text.substring(more);
  }

  static NewEvent event() {
    return new NewEvent(EventId.next(), new NodeEvent.Started(TEXT, "1"));
  }

  /** The log's own bytes. */
  static byte[] bytes() {
    return EventCodec.encode(new NodeEvent.Started(TEXT, "1")).toArray();
  }

  /** As many bytes of JSON, for stores that hold nothing else. */
  static String json() {
    String frame = "{\"text\":\"\"}";
    return "{\"text\":\"" + "x".repeat(BYTES - frame.length()) + "\"}";
  }

  static StreamId stream() {
    return new StreamId("bench", UUID.randomUUID().toString());
  }
}
