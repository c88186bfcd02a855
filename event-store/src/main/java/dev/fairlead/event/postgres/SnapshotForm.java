package dev.fairlead.event.postgres;

import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.model.Bytes32;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a snapshot's digest is made of, and those that vouch for one. Texts and byte
 * strings go after their length, lists after their size; numbers are big-endian.
 *
 * <pre>
 * snapshot: "fairlead.snapshot.v1" strategy whole position hash previous previous-digest
 *           ended open lanes begun latest
 * seal:     "fairlead.snapshot-seal.v1" log-id position digest
 * </pre>
 *
 * <p>For one snapshot.
 */
final class SnapshotForm {
  private static final byte[] SNAPSHOT = utf8("fairlead.snapshot.v1");
  private static final byte[] SEAL = utf8("fairlead.snapshot-seal.v1");

  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  SnapshotForm() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    put(SNAPSHOT);
  }

  void put(UUID value) {
    put(value.getMostSignificantBits());
    put(value.getLeastSignificantBits());
  }

  void put(long value) {
    digest.update(number.clear().putLong(value).flip());
  }

  void put(byte[] bytes) {
    put(bytes.length);
    digest.update(bytes);
  }

  void put(String[] texts) {
    put(texts.length);
    for (@Nullable String text : texts) {
      if (text == null) {
        throw new IllegalArgumentException("a list with nothing in one of its places");
      }
      put(utf8(text));
    }
  }

  Bytes32 digest() {
    return Bytes32.wrap(digest.digest());
  }

  /** What is signed of a snapshot of the whole log. */
  static byte[] seal(UUID logId, Link snapshot) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + SEAL.length + 3 * Long.BYTES + Bytes32.LENGTH);
    bytes.putLong(SEAL.length).put(SEAL);
    bytes.putLong(logId.getMostSignificantBits()).putLong(logId.getLeastSignificantBits());
    bytes.putLong(snapshot.position().value());
    snapshot.digest().writeTo(bytes);
    return bytes.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
