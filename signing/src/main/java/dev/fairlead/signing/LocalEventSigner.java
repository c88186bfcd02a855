package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signs events with a key from a file: PKCS#8 in PEM, as {@code openssl genpkey -algorithm ed25519}
 * writes it, mode 600. Immutable; safe for use by many threads.
 */
public final class LocalEventSigner implements EventSigner {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /** PKCS#8 around an Ed25519 seed, which follows it and is all that varies (RFC 8410). */
  private static final byte[] PKCS8 = Bytes.parse("0x302e020100300506032b657004220420").toArray();

  private static final int FILE_LIMIT = 4096;

  private final Ed25519PrivateKeyParameters seed;
  private final Bytes publicKey;
  private final String key;

  private LocalEventSigner(byte[] seed) {
    this.seed = new Ed25519PrivateKeyParameters(seed);
    this.publicKey = Bytes.wrap(this.seed.generatePublicKey().getEncoded());
    this.key = EventVerifier.keyOf(publicKey);
  }

  /** A signer whose key lives only in memory. */
  public static LocalEventSigner generate(SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return new LocalEventSigner(seed);
  }

  /**
   * The key in {@code file}, which is created with a new key when it does not exist.
   *
   * @throws SigningException if the file is open to others, malformed, or can't be read or written
   */
  public static LocalEventSigner openOrCreate(Path file, SecureRandom random) {
    if (Files.notExists(file)) {
      byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
      random.nextBytes(seed);
      try {
        PrivateFile.create(file, pem(seed));
      } catch (FileAlreadyExistsException anotherProcessWasFirst) {
        return open(file);
      } catch (IOException e) {
        throw new SigningException(
            SigningException.Kind.FATAL, "the event key " + file + " can't be written", e);
      }
    }
    return open(file);
  }

  /**
   * The key in {@code file}.
   *
   * @throws SigningException if the file is missing, open to others or malformed
   */
  public static LocalEventSigner open(Path file) {
    try {
      return new LocalEventSigner(seed(file, PrivateFile.read(file, FILE_LIMIT)));
    } catch (PrivateFile.UnusableException e) {
      throw new SigningException(SigningException.Kind.FATAL, e.explanation, e);
    }
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    seed.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
    return Bytes.wrap(signature);
  }

  @Override
  public String toString() {
    return "event key " + key;
  }

  private static byte[] pem(byte[] seed) {
    byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + seed.length);
    System.arraycopy(seed, 0, encoded, PKCS8.length, seed.length);
    String text = BEGIN + "\n" + Base64.getEncoder().encodeToString(encoded) + "\n" + END + "\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] seed(Path file, byte[] content) {
    String text = new String(content, StandardCharsets.US_ASCII).strip();
    if (text.startsWith(BEGIN)
        && text.endsWith(END)
        && text.length() > BEGIN.length() + END.length()) {
      String body = text.substring(BEGIN.length(), text.length() - END.length());
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(body);
        if (encoded.length == PKCS8.length + Ed25519.SECRET_KEY_SIZE
            && Arrays.equals(encoded, 0, PKCS8.length, PKCS8, 0, PKCS8.length)) {
          return Arrays.copyOfRange(encoded, PKCS8.length, encoded.length);
        }
      } catch (IllegalArgumentException notBase64) {
        throw malformed(file);
      }
    }
    throw malformed(file);
  }

  /** Without the cause: a decoder's message may quote the key. */
  private static SigningException malformed(Path file) {
    return SigningException.fatal(file + " is not an Ed25519 private key in PEM");
  }
}
