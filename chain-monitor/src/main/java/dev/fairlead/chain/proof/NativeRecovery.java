package dev.fairlead.chain.proof;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;

/** libsecp256k1 through JNI. */
final class NativeRecovery implements Recovery {
  private final Secp256k1 library;

  private NativeRecovery(Secp256k1 library) {
    this.library = library;
  }

  /** Empty where the library can't be loaded, or is not what it says. */
  static Optional<Recovery> load() {
    try {
      Recovery recovery = new NativeRecovery(Secp256k1.get());
      byte[] digest = Uint256.ONE.toBytes32();
      byte[] known = Recovery.portable(digest, 0, Uint256.ONE, Uint256.ONE).orElseThrow();
      byte[] found = recovery.publicKey(digest, 0, Uint256.ONE, Uint256.ONE).orElseThrow();
      return Arrays.equals(known, found) ? Optional.of(recovery) : Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> publicKey(byte[] digest, int parity, Uint256 r, Uint256 s) {
    byte[] signature = new byte[2 * Bytes32.LENGTH];
    r.writeTo(signature, 0);
    s.writeTo(signature, Bytes32.LENGTH);
    try {
      byte[] key = library.ecdsaRecover(signature, digest, parity);
      return Optional.of(Arrays.copyOfRange(key, 1, key.length));
    } catch (Secp256k1Exception noSuchPoint) {
      return Optional.empty();
    }
  }
}
