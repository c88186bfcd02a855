package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A key that holds no money and says who the node is, to relays for example: its loss costs a
 * reputation. It lies in a file of its own, mode 600, as hexadecimal text. Accounts' keys lie in a
 * {@link Keystore}.
 */
public final class IdentityKey {
  private static final int FILE_LIMIT = 256;

  private IdentityKey() {}

  /**
   * The key in {@code file}, which is created with a new key when it does not exist.
   *
   * @throws SigningException if the file is open to others, malformed, or can't be read or written
   */
  public static SecpKey openOrCreate(Path file, SecureRandom random) {
    if (Files.notExists(file)) {
      try (SecpKey key = SecpKey.generate(random)) {
        String text = Bytes.wrap(key.reveal()).toString();
        PrivateFile.create(file, text.getBytes(StandardCharsets.US_ASCII));
      } catch (FileAlreadyExistsException anotherProcessWasFirst) {
        return open(file);
      } catch (IOException e) {
        throw new SigningException(
            SigningException.Kind.FATAL, "the identity key " + file + " can't be written", e);
      }
    }
    return open(file);
  }

  private static SecpKey open(Path file) {
    try {
      byte[] content = PrivateFile.read(file, FILE_LIMIT);
      return SecpKey.of(
          Bytes.parse(new String(content, StandardCharsets.US_ASCII).strip()).toArray());
    } catch (PrivateFile.UnusableException e) {
      throw new SigningException(SigningException.Kind.FATAL, e.explanation, e);
    } catch (IllegalArgumentException | SigningException e) {
      throw new SigningException(
          SigningException.Kind.FATAL,
          file + " holds no private key of 32 bytes in hexadecimal; move it away for a new one",
          e);
    }
  }
}
