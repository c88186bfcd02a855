package dev.fairlead.event.postgres;

import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * The bytes that are hashed and signed. Every text and byte string goes after its length, so that
 * no two different events have the same bytes; numbers are big-endian.
 *
 * <pre>
 * event:   "fairlead.event.v1" position kind id version event-id micros type payload previous
 * seal:    "fairlead.seal.v1" log-id position hash epoch micros
 * genesis: sha256("fairlead.genesis.v1" log-id), without lengths
 * </pre>
 *
 * <p>Not for use by more than one thread.
 */
final class CanonicalForm {
  static final int HASH_LENGTH = 32;
  private static final byte[] EVENT = utf8("fairlead.event.v1");
  private static final byte[] SEAL = utf8("fairlead.seal.v1");
  private static final byte[] GENESIS = utf8("fairlead.genesis.v1");
  private static final int FIXED = 4 * 7 + 8 * 5 + HASH_LENGTH;

  private final MessageDigest digest = sha256();
  private ByteBuffer buffer = ByteBuffer.allocate(4096);

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the first event of a log follows. */
  byte[] genesis(UUID logId) {
    ByteBuffer bytes = ByteBuffer.allocate(GENESIS.length + 16);
    bytes.put(GENESIS).putLong(logId.getMostSignificantBits());
    bytes.putLong(logId.getLeastSignificantBits());
    return digest.digest(bytes.array());
  }

  /** The hash of an event that follows {@code previous}. */
  byte[] hash(
      long position,
      StreamId stream,
      long version,
      EventId id,
      Instant recordedAt,
      String type,
      byte[] payload,
      byte[] previous) {
    fill(position, stream, version, id, recordedAt, type, payload, previous);
    digest.update(buffer.array(), 0, buffer.position());
    return digest.digest();
  }

  private void fill(
      long position,
      StreamId stream,
      long version,
      EventId id,
      Instant recordedAt,
      String type,
      byte[] payload,
      byte[] previous) {
    fill(
        position,
        utf8(stream.kind()),
        utf8(stream.id()),
        version,
        id.value().getMostSignificantBits(),
        id.value().getLeastSignificantBits(),
        micros(recordedAt),
        utf8(type),
        payload,
        previous);
  }

  private void fill(
      long position,
      byte[] kind,
      byte[] name,
      long version,
      long idHigh,
      long idLow,
      long micros,
      byte[] type,
      byte[] payload,
      byte[] previous) {
    start(
        FIXED
            + EVENT.length
            + kind.length
            + name.length
            + type.length
            + payload.length
            + previous.length);
    put(EVENT);
    buffer.putLong(position);
    put(kind);
    put(name);
    buffer.putLong(version).putLong(idHigh).putLong(idLow).putLong(micros);
    put(type);
    put(payload);
    put(previous);
  }

  /** The hash that a row should have. */
  byte[] hash(RawEvent event) {
    fill(
        event.position(),
        event.kind(),
        event.id(),
        event.version(),
        event.eventIdHigh(),
        event.eventIdLow(),
        event.micros(),
        event.type(),
        event.payload(),
        event.previous());
    digest.update(buffer.array(), 0, buffer.position());
    return digest.digest();
  }

  /** The hash that an event should have. */
  byte[] hash(StoredEvent event) {
    return hash(
        event.position(),
        event.stream(),
        event.version(),
        event.id(),
        event.recordedAt(),
        event.type(),
        event.payload(),
        event.previous());
  }

  /** The bytes that an event's hash is made of. */
  byte[] bytes(StoredEvent event) {
    fill(
        event.position(),
        event.stream(),
        event.version(),
        event.id(),
        event.recordedAt(),
        event.type(),
        event.payload(),
        event.previous());
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** What a seal signs. */
  byte[] seal(UUID logId, long position, byte[] hash, long epoch, Instant recordedAt) {
    return seal(logId, position, hash, epoch, micros(recordedAt));
  }

  /** The same, at microseconds since 1970. */
  byte[] seal(UUID logId, long position, byte[] hash, long epoch, long micros) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + SEAL.length + 16 + 8 + 4 + hash.length + 8 + 8);
    bytes.putInt(SEAL.length).put(SEAL);
    bytes.putLong(logId.getMostSignificantBits()).putLong(logId.getLeastSignificantBits());
    bytes.putLong(position);
    bytes.putInt(hash.length).put(hash);
    bytes.putLong(epoch).putLong(micros);
    return bytes.array();
  }

  /** Microseconds since 1970: the precision that the database keeps. */
  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private void start(int capacity) {
    if (buffer.capacity() < capacity) {
      buffer = ByteBuffer.allocate(Integer.highestOneBit(capacity) << 1);
    }
    buffer.clear();
  }

  private void put(byte[] bytes) {
    buffer.putInt(bytes.length).put(bytes);
  }
}
