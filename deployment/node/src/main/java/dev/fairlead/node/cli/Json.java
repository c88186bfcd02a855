package dev.fairlead.node.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;

/** Messages as JSON with the field names of the .proto files. */
final class Json {
  private static final JsonFormat.Printer LINE =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

  private Json() {}

  /** On one line, as scripts like it. */
  static String line(MessageOrBuilder message) {
    try {
      return LINE.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("can't print " + message.getDescriptorForType().getName(), e);
    }
  }

  /** A time such as {@code 2026-01-31T12:00:00Z}. */
  static Timestamp time(String text) {
    try {
      return Timestamps.parse(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "expected a position or a time such as 2026-01-31T12:00:00Z but found \"" + text + "\"",
          e);
    }
  }

  /**
   * Reads {@code json} into {@code target}; an unknown field or a wrong type is refused by name.
   */
  static <B extends Message.Builder> B read(String json, B target) {
    try {
      JsonFormat.parser().merge(json, target);
      return target;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "not a " + target.getDescriptorForType().getName() + ": " + e.getMessage(), e);
    }
  }
}
