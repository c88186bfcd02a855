package dev.fairlead.chain.relay;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Proves to a relay who asks: gives the signature header's value for the exact bytes of a body. */
@FunctionalInterface
public interface RequestSigner {
  String header(byte[] body);

  /**
   * Flashbots' scheme: the account, and its personal signature over the text of the body's hash.
   * The key earns reputation and holds nothing; it is never a trading key.
   */
  static RequestSigner flashbots(Address account, Function<byte[], Bytes> signPersonal) {
    return body -> {
      String hash = Bytes.of(body).keccak256().toString();
      return account + ":" + signPersonal.apply(hash.getBytes(StandardCharsets.US_ASCII));
    };
  }
}
