package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.rlp.RlpWriter;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Sign;

/**
 * Who signed a transaction. It costs about as much as proving a whole block, so it is asked only
 * for transactions whose sender matters.
 */
public final class Senders {
  private static final Uint256 LEGACY_PARITY = Uint256.of(27);
  private static final Uint256 CHAIN_PARITY = Uint256.of(35);
  private static final int COORDINATE = 256;

  private Senders() {}

  /** The account that signed it; empty if it has no signature, or one that is nobody's. */
  public static Optional<Address> of(Transaction transaction) {
    return transaction.envelope().signed().flatMap(signature -> of(transaction, signature));
  }

  private static Optional<Address> of(Transaction transaction, Envelope.Signature signature) {
    Uint256 parity = parity(transaction, signature);
    if (parity.isGreaterThan(Uint256.ONE) || signature.r().isZero() || signature.s().isZero()) {
      return Optional.empty();
    }
    RlpWriter unsigned = new RlpWriter();
    TransactionEncoding.writeUnsigned(transaction, unsigned);
    BigInteger key =
        Sign.recoverFromSignature(
            parity.toIntExact(),
            new ECDSASignature(signature.r().toBigInteger(), signature.s().toBigInteger()),
            Keccak256.hash(unsigned.toArray()));
    return Optional.ofNullable(key).map(Senders::account);
  }

  private static Address account(BigInteger key) {
    byte[] point = new byte[2 * Bytes32.LENGTH];
    Uint256.of(key.shiftRight(COORDINATE)).writeTo(point, 0);
    Uint256.of(key.mod(BigInteger.TWO.pow(COORDINATE))).writeTo(point, Bytes32.LENGTH);
    byte[] hash = Keccak256.hash(point);
    return Address.of(hash, hash.length - Address.LENGTH, Address.LENGTH);
  }

  private static Uint256 parity(Transaction transaction, Envelope.Signature signature) {
    if (transaction.type() != Envelope.LEGACY) {
      return signature.v();
    }
    if (signature.v().isAtLeast(CHAIN_PARITY)) {
      return signature.v().minus(CHAIN_PARITY).and(Uint256.ONE);
    }
    return signature.v().isAtLeast(LEGACY_PARITY)
        ? signature.v().minus(LEGACY_PARITY)
        : Uint256.MAX_VALUE;
  }
}
