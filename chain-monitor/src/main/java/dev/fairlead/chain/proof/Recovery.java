package dev.fairlead.chain.proof;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Sign;

/** Finds the public key of a signature: the native library's way, or Web3j's where that is none. */
interface Recovery {
  /** The native one if this machine has it. */
  Recovery FASTEST = NativeRecovery.load().orElse(Recovery::portable);

  /** The key's two coordinates, 64 bytes; empty if there is none. */
  Optional<byte[]> publicKey(byte[] digest, int parity, Uint256 r, Uint256 s);

  /** In Java alone, which is several times slower. */
  static Optional<byte[]> portable(byte[] digest, int parity, Uint256 r, Uint256 s) {
    try {
      BigInteger key =
          Sign.recoverFromSignature(
              parity, new ECDSASignature(r.toBigInteger(), s.toBigInteger()), digest);
      return Optional.ofNullable(key).map(Recovery::coordinates);
    } catch (IllegalArgumentException noSuchPoint) {
      return Optional.empty();
    }
  }

  private static byte[] coordinates(BigInteger key) {
    byte[] point = new byte[2 * Bytes32.LENGTH];
    int half = Bytes32.LENGTH * Byte.SIZE;
    Uint256.of(key.shiftRight(half)).writeTo(point, 0);
    Uint256.of(key.mod(BigInteger.TWO.pow(half))).writeTo(point, Bytes32.LENGTH);
    return point;
  }
}
