package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import java.security.SignatureException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * The header {@code X-Flashbots-Signature}: {@code address:signature}.
 *
 * <p>The signature is an EIP-191 personal message over the text {@code 0x...} of the keccak of the
 * body's exact bytes.
 */
public final class FlashbotsSignature {
  /** The header's name. */
  public static final String HEADER = "X-Flashbots-Signature";

  private static final int TEXT_LENGTH = 42 + 1 + 132;

  private FlashbotsSignature() {}

  /** The header's value for a body. */
  public static String sign(Wallet wallet, byte[] body) {
    Sign.SignatureData signature =
        Sign.signPrefixedMessage(message(body), wallet.credentials().getEcKeyPair());
    return wallet.address()
        + ":"
        + JsonRpc.hex(signature.getR())
        + JsonRpc.hex(signature.getS()).substring(2)
        + JsonRpc.hex(signature.getV()).substring(2);
  }

  /** Who signed these bytes, or nobody when the header is missing, malformed or another's. */
  public static Optional<Address> verify(@Nullable String header, byte[] body) {
    if (header == null || header.length() != TEXT_LENGTH || header.charAt(42) != ':') {
      return Optional.empty();
    }
    try {
      Address claimed = Address.parse(header.substring(0, 42));
      Sign.SignatureData signature = Sign.signatureDataFromHex(header.substring(43));
      var key = Sign.signedPrefixedMessageToKey(message(body), signature);
      Address actual = Address.parse("0x" + Keys.getAddress(key));
      return actual.equals(claimed) ? Optional.of(actual) : Optional.empty();
    } catch (SignatureException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] message(byte[] body) {
    return JsonRpc.utf8(JsonRpc.hex(Hashes.keccak(body)));
  }
}
