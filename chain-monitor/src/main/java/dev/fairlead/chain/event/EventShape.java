package dev.fairlead.chain.event;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiType;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.model.Bytes32;
import java.util.List;

/** One event as it is declared, and how it is read. */
public final class EventShape {
  private static final int ANY = -1;

  private final AbiDeclaration declaration;
  private final Bytes32 topic;
  private final int topics;
  private final int dataLength;
  private final Reader reader;

  /** Reads a log whose topics and length fit. */
  @FunctionalInterface
  interface Reader {
    ChainEvent read(Log log);
  }

  /** Reads a log with arrays, strings or bytes, whose data was decoded before. */
  @FunctionalInterface
  interface ListedReader {
    ChainEvent read(Log log, List<AbiValue> data);
  }

  private EventShape(AbiDeclaration declaration, int dataLength, Reader reader) {
    this.declaration = declaration;
    this.topic = declaration.signature().topic();
    this.topics = 1 + declaration.indexed();
    this.dataLength = dataLength;
    this.reader = reader;
  }

  /** An event whose data always has the same length. */
  static EventShape of(String text, Reader reader) {
    AbiDeclaration declaration = AbiDeclaration.parse(text);
    int length = declaration.dataTypes().stream().mapToInt(AbiType::headSize).sum();
    return new EventShape(declaration, length, reader);
  }

  /** An event with arrays, strings or bytes. */
  static EventShape listed(String text, ListedReader reader) {
    AbiDeclaration declaration = AbiDeclaration.parse(text);
    List<AbiType> types = declaration.dataTypes();
    return new EventShape(
        declaration, ANY, log -> reader.read(log, AbiDecoder.decode(types, log.data())));
  }

  public AbiDeclaration declaration() {
    return declaration;
  }

  /** The first topic of its logs. */
  public Bytes32 topic() {
    return topic;
  }

  /** Whether a log claims to be this event: an event's topics tell which inputs are indexed. */
  boolean claims(Log log) {
    return log.topics().size() == topics && log.topics().getFirst().equals(topic);
  }

  LogReading read(Log log) {
    if (dataLength != ANY && log.data().length() != dataLength) {
      return new LogReading.Refused(
          declaration.name(),
          "expected " + dataLength + " bytes of data but found " + log.data().length());
    }
    try {
      return reader.read(log);
    } catch (MalformedLog | IllegalArgumentException malformed) {
      return new LogReading.Refused(declaration.name(), String.valueOf(malformed.getMessage()));
    }
  }
}
