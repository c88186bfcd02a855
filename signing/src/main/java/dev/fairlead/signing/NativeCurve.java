package dev.fairlead.signing;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;

/** libsecp256k1 through JNI. */
final class NativeCurve implements Curve {
  private final Secp256k1 library;

  private NativeCurve(Secp256k1 library) {
    this.library = library;
  }

  /** Empty where the library can't be loaded, or is not what it says. */
  static Optional<Curve> load() {
    try {
      Curve curve = new NativeCurve(Secp256k1.get());
      byte[] one = new byte[32];
      one[31] = 1;
      boolean sound =
          Arrays.equals(curve.publicKey(one), BouncyCastleCurve.INSTANCE.publicKey(one))
              && Arrays.equals(curve.sign(one, one), BouncyCastleCurve.INSTANCE.sign(one, one));
      return sound ? Optional.of(curve) : Optional.empty();
    } catch (LinkageError | IllegalStateException | Secp256k1Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return uncompressed(library.pubkeyCreate(privateKey));
  }

  @Override
  public byte[] sign(byte[] digest, byte[] privateKey) {
    return library.sign(digest, privateKey, null);
  }

  @Override
  public Optional<byte[]> recover(byte[] digest, EcdsaSignature signature) {
    try {
      return Optional.of(
          uncompressed(library.ecdsaRecover(signature.compact(), digest, signature.yParity())));
    } catch (Secp256k1Exception noSuchPoint) {
      return Optional.empty();
    }
  }

  private static byte[] uncompressed(byte[] publicKey) {
    return Arrays.copyOfRange(publicKey, 1, publicKey.length);
  }
}
