package dev.fairlead.event.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.event.RecordedEvent;

/** An event as people read it: the JSON form of its protobuf message, on one line. */
public final class EventJson {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private EventJson() {}

  /** The whole event, its place in the log included. */
  public static String of(RecordedEvent event) {
    try {
      return PRINTER.print(EventCodec.message(event));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an event's own message can't be printed", e);
    }
  }
}
