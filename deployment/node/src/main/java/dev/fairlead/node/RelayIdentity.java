package dev.fairlead.node;

import dev.fairlead.chain.relay.RequestSigner;
import dev.fairlead.model.Bytes;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.signing.SecpKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * Who the node is to relays: a key of its own that holds nothing, so that its loss costs a
 * reputation and no money. Signs the hash of a request's exact bytes, as Flashbots asks for.
 */
final class RelayIdentity implements RequestSigner {
  private final RequestSigner flashbots;

  private RelayIdentity(LocalSigner signer) {
    this.flashbots = RequestSigner.flashbots(signer.account(), signer::signPersonal);
  }

  /** The key in {@code file}, mode 600, which is made when it does not exist. */
  static RelayIdentity openOrCreate(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Bytes.wrap(fresh).toString());
      } catch (FileAlreadyExistsException existing) {
        return of(Bytes.parse(Files.readString(file).strip()));
      }
      return of(Bytes.wrap(fresh));
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("can't use the relay key " + file, e));
    }
  }

  private static RelayIdentity of(Bytes key) {
    return new RelayIdentity(new LocalSigner(SecpKey.of(key.toArray())));
  }

  @Override
  public String header(byte[] body) {
    return flashbots.header(body);
  }
}
