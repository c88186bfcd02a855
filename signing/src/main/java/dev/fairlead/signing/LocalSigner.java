package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Signs with a key in this process's memory. Immutable; safe for use by many threads. */
public final class LocalSigner implements TransactionSigner, MessageSigner {
  private static final String PERSONAL = "\u0019Ethereum Signed Message:\n";

  private final SecpKey key;
  private final Curve curve;

  public LocalSigner(SecpKey key) {
    this(key, Curves.FASTEST);
  }

  LocalSigner(SecpKey key, Curve curve) {
    this.key = key;
    this.curve = curve;
  }

  /** Which implementation of the curve signs here, for logs. */
  public String implementation() {
    return curve.name();
  }

  @Override
  public Address account() {
    return key.account();
  }

  @Override
  public SignedTransaction sign(UnsignedTransaction transaction) {
    if (!transaction.from().equals(account())) {
      throw SigningException.fatal("asked to sign for " + transaction.from() + " with the " + key);
    }
    EcdsaSignature signature = sign(TransactionCodec.digest(transaction));
    byte[] raw = TransactionCodec.encode(transaction, signature);
    if (!TransactionVerifier.decodedAs(transaction, raw).signature().equals(signature)) {
      throw SigningException.fatal("the signed bytes hold another signature");
    }
    Bytes bytes = Bytes.wrap(raw);
    return new SignedTransaction(transaction, bytes, TransactionVerifier.hash(bytes));
  }

  @Override
  public Bytes signPersonal(byte[] message) {
    byte[] prefix = (PERSONAL + message.length).getBytes(StandardCharsets.US_ASCII);
    EcdsaSignature signature = sign(new Keccak256().update(prefix).update(message).digest());
    byte[] bytes = Arrays.copyOf(signature.compact(), EcdsaSignature.LENGTH + 1);
    bytes[EcdsaSignature.LENGTH] = (byte) (27 + signature.yParity());
    return Bytes.wrap(bytes);
  }

  /** Signs, and finds the parity by recovering the account, which proves the signature. */
  private EcdsaSignature sign(byte[] digest) {
    byte[] compact = key.sign(digest, curve);
    for (int yParity = 0; yParity <= 1; yParity++) {
      EcdsaSignature signature = EcdsaSignature.ofCompact(compact, yParity);
      if (curve
          .recover(digest, signature)
          .map(Curve::account)
          .filter(account()::equals)
          .isPresent()) {
        return signature;
      }
    }
    throw SigningException.fatal("the signature is not of the " + key);
  }

  @Override
  public String toString() {
    return "signer for " + account();
  }
}
