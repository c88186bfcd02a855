package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Keccak256;
import java.util.Optional;

/** ECDSA on secp256k1: the native library, or Bouncy Castle where that can't load. */
interface Curve {
  /** For logs and benchmarks. */
  String name();

  /** The uncompressed public key without its first byte: 64 bytes. */
  byte[] publicKey(byte[] privateKey);

  /** {@code r} and {@code s}, 64 bytes, with a low {@code s} and the nonce of RFC 6979. */
  byte[] sign(byte[] digest, byte[] privateKey);

  /** The public key that {@code signature} of {@code digest} belongs to, 64 bytes. */
  Optional<byte[]> recover(byte[] digest, EcdsaSignature signature);

  /** The account of a public key. */
  static Address account(byte[] publicKey) {
    return Address.of(Keccak256.hash(publicKey), 12, Address.LENGTH);
  }
}
