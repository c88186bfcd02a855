package dev.fairlead.node;

import dev.fairlead.chain.relay.RequestSigner;
import dev.fairlead.signing.IdentityKey;
import dev.fairlead.signing.LocalSigner;
import java.nio.file.Path;
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

  /** The key in {@code file}, which is made when it does not exist. */
  static RelayIdentity openOrCreate(Path file) {
    return new RelayIdentity(new LocalSigner(IdentityKey.openOrCreate(file, new SecureRandom())));
  }

  @Override
  public String header(byte[] body) {
    return flashbots.header(body);
  }
}
