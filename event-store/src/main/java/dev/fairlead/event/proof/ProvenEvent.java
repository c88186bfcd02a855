package dev.fairlead.event.proof;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An event as the bytes of an inclusion proof say it. Bytes are in lower-case hex.
 *
 * <p>They are, texts and bytes after their length and numbers big-endian: {@code
 * "fairlead.event.v1" position kind id version event-id micros type payload previous}.
 *
 * @param kind the stream's kind
 * @param id the stream's id among those of its kind
 * @param previous the hash of the event before
 * @param hash that of all these bytes
 */
public record ProvenEvent(
    long position,
    String kind,
    String id,
    long version,
    UUID eventId,
    Instant recordedAt,
    String type,
    String payload,
    String previous,
    String hash) {
  private static final String DOMAIN = "fairlead.event.v1";
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,119}");

  /** What a proof's bytes say; nothing when they are not those of an event. */
  public static Optional<ProvenEvent> of(Proof.Inclusion proof) {
    byte[] event = Hex.bytes(proof.event());
    ByteBuffer bytes = ByteBuffer.wrap(event);
    try {
      if (!text(bytes).equals(DOMAIN)) {
        return Optional.empty();
      }
      ProvenEvent said =
          new ProvenEvent(
              bytes.getLong(),
              text(bytes),
              text(bytes),
              bytes.getLong(),
              new UUID(bytes.getLong(), bytes.getLong()),
              Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
              text(bytes),
              Hex.of(part(bytes)),
              Hex.of(part(bytes)),
              Hex.of(TreeHash.sha256().digest(event)));
      return bytes.hasRemaining() || !said.isInForm() ? Optional.empty() : Optional.of(said);
    } catch (BufferUnderflowException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The names of a stream and the length of a hash, which every event of a log has. */
  private boolean isInForm() {
    return KIND.matcher(kind).matches()
        && ID.matcher(id).matches()
        && previous.length() == 2 * TreeHash.LENGTH;
  }

  private static String text(ByteBuffer bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part(bytes))).toString();
  }

  private static byte[] part(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    bytes.get(part);
    return part;
  }
}
