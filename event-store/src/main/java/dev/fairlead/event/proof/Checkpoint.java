package dev.fairlead.event.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a node says of its whole log, signed: of {@code size} events the tree has this root, and the
 * chain this hash at its end. Two different ones of one size prove that the log was changed.
 *
 * <p>Bytes are in lower-case hex. What is signed, texts and bytes after their length and numbers
 * big-endian: {@code "fairlead.checkpoint.v1" log size root head micros public-key}.
 *
 * @param root the root of the Merkle tree whose leaves are the hashes of the events
 * @param head the hash of the last event
 * @param time when it was signed, in whole microseconds
 * @param publicKey raw Ed25519
 */
public record Checkpoint(
    UUID log,
    long size,
    String root,
    String head,
    Instant time,
    String publicKey,
    String signature) {
  private static final byte[] DOMAIN = "fairlead.checkpoint.v1".getBytes(StandardCharsets.UTF_8);
  private static final int KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** What stands before a raw key in its X.509 form (RFC 8410). */
  private static final byte[] X509 = Hex.bytes("302a300506032b6570032100");

  public Checkpoint {
    if (size < 0) {
      throw new MalformedProof("size is negative: " + size);
    }
    Hex.checked("root", root, TreeHash.LENGTH);
    Hex.checked("head", head, TreeHash.LENGTH);
    Hex.checked("public_key", publicKey, KEY_LENGTH);
    Hex.checked("signature", signature, SIGNATURE_LENGTH);
  }

  /** Signs with a key. */
  @FunctionalInterface
  public interface Signing {
    byte[] sign(byte[] message);
  }

  /** A checkpoint of a log, signed now. */
  public static Checkpoint sign(
      UUID log,
      long size,
      byte[] root,
      byte[] head,
      Instant time,
      byte[] publicKey,
      Signing signing) {
    Instant micros = time.truncatedTo(ChronoUnit.MICROS);
    byte[] message = message(log, size, root, head, micros, publicKey);
    return new Checkpoint(
        log,
        size,
        Hex.of(root),
        Hex.of(head),
        micros,
        Hex.of(publicKey),
        Hex.of(signing.sign(message)));
  }

  private static byte[] message(
      UUID log, long size, byte[] root, byte[] head, Instant time, byte[] publicKey) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            4 * 4 + DOMAIN.length + 16 + 8 + root.length + head.length + 8 + publicKey.length);
    bytes.putInt(DOMAIN.length).put(DOMAIN);
    bytes.putLong(log.getMostSignificantBits()).putLong(log.getLeastSignificantBits());
    bytes.putLong(size);
    bytes.putInt(root.length).put(root);
    bytes.putInt(head.length).put(head);
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    bytes.putInt(publicKey.length).put(publicKey);
    return bytes.array();
  }

  /** Whether the signature is that of its own key; whose key that is, is another question. */
  public boolean isSigned() {
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_LENGTH);
      System.arraycopy(Hex.bytes(publicKey), 0, encoded, X509.length, KEY_LENGTH);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(
          message(log, size, Hex.bytes(root), Hex.bytes(head), time, Hex.bytes(publicKey)));
      return check.verify(Hex.bytes(signature));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key's name: the first 16 hex digits of SHA-256 over the public key. */
  public String key() {
    return Hex.of(TreeHash.sha256().digest(Hex.bytes(publicKey))).substring(0, 16);
  }

  /** Whether it says the same of the same log; time and signature aside. */
  public boolean agreesWith(byte[] otherRoot, byte[] otherHead) {
    return root.equals(Hex.of(otherRoot)) && head.equals(Hex.of(otherHead));
  }

  /** One line of JSON. */
  public String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("log", log);
    members.put("size", size);
    members.put("root", root);
    members.put("head", head);
    members.put("time", time);
    members.put("key", key());
    members.put("public_key", publicKey);
    members.put("signature", signature);
    return Json.write(members);
  }

  /**
   * Reads one from JSON.
   *
   * @throws MalformedProof when it is none
   */
  public static Checkpoint parse(String json) {
    return of(Json.read(json));
  }

  static Checkpoint of(Map<String, Object> members) {
    Checkpoint checkpoint;
    try {
      checkpoint =
          new Checkpoint(
              UUID.fromString(Json.text(members, "log")),
              Json.number(members, "size"),
              Json.text(members, "root"),
              Json.text(members, "head"),
              Instant.parse(Json.text(members, "time")),
              Json.text(members, "public_key"),
              Json.text(members, "signature"));
    } catch (MalformedProof e) {
      throw e;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new MalformedProof("log or time is malformed: " + e.getMessage());
    }
    if (!checkpoint.key().equals(Json.text(members, "key"))) {
      throw new MalformedProof("key is not the name of public_key");
    }
    return checkpoint;
  }
}
