package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;

/**
 * Proves that signed bytes say what their record says: the same fields, signed by the account that
 * they name, with a low {@code s}, under the hash that the record gives. Bytes that fail this are
 * never sent, whoever made them.
 */
public final class TransactionVerifier {
  private TransactionVerifier() {}

  /**
   * Returns {@code signed} if all of it is proven.
   *
   * @throws SigningException if anything differs
   */
  public static SignedTransaction verify(SignedTransaction signed) {
    UnsignedTransaction transaction = signed.transaction();
    byte[] raw = signed.raw().toArray();
    TransactionCodec.Decoded decoded = decodedAs(transaction, raw);
    byte[] publicKey =
        Curves.FASTEST
            .recover(TransactionCodec.digest(decoded.transaction()), decoded.signature())
            .orElseThrow(() -> SigningException.fatal("the signature belongs to no key"));
    if (!Curve.account(publicKey).equals(transaction.from())) {
      throw SigningException.fatal(
          "the transaction is signed by "
              + Curve.account(publicKey)
              + " but should be by "
              + transaction.from());
    }
    if (!signed.hash().equals(hash(signed.raw()))) {
      throw SigningException.fatal("the hash " + signed.hash() + " is not of these bytes");
    }
    return signed;
  }

  static TransactionCodec.Decoded decodedAs(UnsignedTransaction expected, byte[] raw) {
    TransactionCodec.Decoded decoded = TransactionCodec.decode(raw, expected.from());
    if (!decoded.transaction().equals(expected)) {
      throw SigningException.fatal(
          "the signed bytes say " + decoded.transaction() + " but should say " + expected);
    }
    return decoded;
  }

  static TxHash hash(Bytes raw) {
    return new TxHash(raw.keccak256());
  }
}
