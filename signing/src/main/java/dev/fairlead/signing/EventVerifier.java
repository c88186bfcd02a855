package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Checks Ed25519 signatures of one public key. Immutable; safe for use by many threads.
 *
 * <p>Small-order and non-canonical public keys are refused when the verifier is made.
 */
public final class EventVerifier {
  private final String key;
  private final Bytes publicKey;
  private final Ed25519PublicKeyParameters point;

  private EventVerifier(Bytes publicKey, Ed25519PublicKeyParameters point) {
    this.key = keyOf(publicKey);
    this.publicKey = publicKey;
    this.point = point;
  }

  /**
   * A verifier for a raw public key of 32 bytes.
   *
   * @throws SigningException if the bytes are not a valid key
   */
  public static EventVerifier of(Bytes publicKey) {
    byte[] raw = publicKey.toArray();
    if (raw.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(raw, 0)) {
      throw SigningException.fatal(publicKey + " is not an Ed25519 public key");
    }
    return new EventVerifier(publicKey, new Ed25519PublicKeyParameters(raw));
  }

  /** The name of a public key: the first 16 hex digits of SHA-256 over its raw bytes. */
  public static String keyOf(Bytes publicKey) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.toArray());
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  public String key() {
    return key;
  }

  public Bytes publicKey() {
    return publicKey;
  }

  /** Whether {@code signature} is this key's over exactly {@code message}. */
  public boolean verifies(byte[] message, Bytes signature) {
    return signature.length() == Ed25519.SIGNATURE_SIZE
        && point.verify(
            Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature.toArray(), 0);
  }
}
