package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.tx.UnsignedTransaction;

/**
 * What a transaction looks like on the wire before anybody signs it: its fields, and a signature
 * that belongs to nobody but is as long, and packs as badly, as a real one. For what its bytes
 * cost.
 */
public final class LikelyBytes {
  private LikelyBytes() {}

  public static Bytes of(UnsignedTransaction transaction) {
    byte[] digest = TransactionCodec.digest(transaction);
    Uint256 r = below(Bytes.wrap(digest));
    Uint256 s = below(Bytes.wrap(r.toBytes32()));
    return Bytes.wrap(TransactionCodec.encode(transaction, new EcdsaSignature(r, s, 1)));
  }

  /** A number that looks random, within the lower half of the curve's order. */
  private static Uint256 below(Bytes of) {
    return Uint256.fromBytes(of.keccak256().toArray())
        .shiftRight(1)
        .max(Uint256.ONE)
        .min(EcdsaSignature.HALF_ORDER);
  }
}
