package dev.fairlead.signing;

import dev.fairlead.model.Uint256;

/**
 * A signature that Ethereum accepts: {@code r} and {@code s} are not zero, {@code r} is below the
 * order of the curve, {@code s} is in its lower half, and the parity is 0 or 1.
 */
record EcdsaSignature(Uint256 r, Uint256 s, int yParity) {
  static final Uint256 ORDER =
      Uint256.parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  static final Uint256 HALF_ORDER = ORDER.shiftRight(1);
  static final int LENGTH = 64;

  EcdsaSignature {
    if (r.isZero() || s.isZero() || r.isAtLeast(ORDER)) {
      throw SigningException.fatal("the signature is out of range");
    }
    if (s.isGreaterThan(HALF_ORDER)) {
      throw SigningException.fatal("the signature has a high s");
    }
    if (yParity < 0 || yParity > 1) {
      throw SigningException.fatal("the signature's parity is " + yParity);
    }
  }

  static EcdsaSignature ofCompact(byte[] compact, int yParity) {
    if (compact.length != LENGTH) {
      throw SigningException.fatal("expected 64 bytes of signature but found " + compact.length);
    }
    return new EcdsaSignature(
        Uint256.fromBytes(compact, 0, 32), Uint256.fromBytes(compact, 32, 32), yParity);
  }

  byte[] compact() {
    byte[] compact = new byte[LENGTH];
    r.writeTo(compact, 0);
    s.writeTo(compact, 32);
    return compact;
  }
}
