package dev.fairlead.event.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Event;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.model.node.NodeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Set;

/**
 * Events as the bytes that are stored and hashed, and back. What an event says of its own stream
 * (the intent it belongs to) is not in its payload: the stream says it, and is hashed beside it.
 */
public final class EventCodec {
  private EventCodec() {}

  /** The stored name of the event's type, such as {@code intent.accepted.v1}. */
  public static String typeOf(Event event) {
    return type(event).storedName();
  }

  /** The stored names of all types. */
  public static Set<String> types() {
    return EventType.names();
  }

  /** The payload. Equal events give equal bytes. */
  public static Bytes encode(Event event) {
    return Bytes.wrap(payload(event));
  }

  /** The same as an array of the caller's own. */
  public static byte[] payload(Event event) {
    return switch (event) {
      case IntentEvent intent -> IntentEventMessages.message(intent).toByteArray();
      case NodeEvent node -> NodeEventMessages.message(node).toByteArray();
      default -> throw unknown(event);
    };
  }

  /** A reorg in the words of the wire. */
  public static dev.fairlead.api.v1.ChainReorganised reorg(NodeEvent.ChainReorganised reorg) {
    return NodeEventMessages.message(reorg);
  }

  /** A part of a market in the words of the wire. */
  public static dev.fairlead.api.v1.MarketPart part(MarketPart part) {
    return MarketPartMessages.message(part);
  }

  /**
   * The event that was stored.
   *
   * @throws UnreadableEvent if the type is unknown here, or the payload is not one of it
   */
  public static Event decode(StreamId stream, String typeName, Bytes payload) {
    EventType type =
        EventType.named(typeName)
            .orElseThrow(
                () -> new UnreadableEvent(typeName, "this version does not know the type", null));
    try {
      MessageLite message = type.parser().parseFrom(payload.toArray());
      return switch (type) {
        case NODE_STARTED,
            NODE_STOPPED,
            KEY_INTRODUCED,
            KEY_REVOKED,
            CHAIN_REORGANISED,
            CHAIN_HALTED,
            ACCOUNT_HELD,
            ACCOUNT_RESUMED,
            MARKET_SWITCHED_OFF,
            MARKET_SWITCHED_ON ->
            NodeEventMessages.event(message);
        case ACCEPTED,
            REFUSED,
            PLANNED,
            DEFERRED,
            SIMULATED,
            ASSIGNED,
            SIGNED,
            SUBMITTED,
            INCLUDED,
            RETRACTED,
            CANCEL_REQUESTED,
            SETTLED,
            FAILED,
            CANCELLED,
            EXPIRED,
            PLAN_BOUNDED ->
            IntentEventMessages.event(stream.intent(), message);
      };
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | IllegalStateException e) {
      throw new UnreadableEvent(typeName, "the payload can't be read: " + e.getMessage(), e);
    }
  }

  /** The event as it goes over the wire; its payload is the stored one, byte for byte. */
  public static dev.fairlead.api.v1.RecordedEvent message(RecordedEvent event) {
    dev.fairlead.api.v1.RecordedEvent head =
        dev.fairlead.api.v1.RecordedEvent.newBuilder()
            .setPosition(event.position().value())
            .setStream(event.stream().toString())
            .setVersion(event.version())
            .setEventId(event.id().toString())
            .setRecordedAt(Values.timestamp(event.recordedAt()))
            .setType(event.type())
            .setHash(event.hash().toString())
            .build();
    try {
      return head.toBuilder().mergeFrom(asField(event)).build();
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableEvent(event.type(), "the payload can't be read: " + e.getMessage(), e);
    }
  }

  /** The payload as the field of a {@code RecordedEvent} that its type has there. */
  private static byte[] asField(RecordedEvent event) {
    int number = type(event.event()).fieldNumber();
    byte[] payload = event.payload().toArray();
    byte[] field =
        new byte
            [CodedOutputStream.computeTagSize(number)
                + CodedOutputStream.computeUInt32SizeNoTag(payload.length)
                + payload.length];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(field);
      out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeBytesNoTag(UnsafeByteOperations.unsafeWrap(payload));
      out.checkNoSpaceLeft();
      return field;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventType type(Event event) {
    return switch (event) {
      case IntentEvent intent -> IntentEventMessages.type(intent);
      case NodeEvent node -> NodeEventMessages.type(node);
      default -> throw unknown(event);
    };
  }

  private static IllegalStateException unknown(Event event) {
    return new IllegalStateException(event.getClass().getName() + " has no type in the log");
  }
}
