package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.rlp.RlpWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who signed a transaction: what no root of a block holds, but what follows from the signature,
 * which the transactions root does hold.
 */
public final class Senders {
  /** Fewer are recovered in the caller's thread alone. */
  private static final int WORTH_SHARING = 16;

  private static final Uint256 LEGACY_PARITY = Uint256.of(27);
  private static final Uint256 CHAIN_PARITY = Uint256.of(35);

  private Senders() {}

  /** The account that signed it; empty if it has no signature, or one that is nobody's. */
  public static Optional<Address> of(Transaction transaction) {
    return of(transaction, Recovery.FASTEST);
  }

  static Optional<Address> of(Transaction transaction, Recovery recovery) {
    return transaction
        .envelope()
        .signed()
        .flatMap(signature -> of(transaction, signature, recovery));
  }

  /** One of these that another account signed than it names, if there is any. */
  static Optional<Transaction> foreign(List<Transaction> transactions) {
    Stream<Transaction> all =
        transactions.size() < WORTH_SHARING ? transactions.stream() : transactions.parallelStream();
    return all.filter(Senders::isForeign).findAny();
  }

  private static boolean isForeign(Transaction transaction) {
    return of(transaction).filter(sender -> !sender.equals(transaction.from())).isPresent();
  }

  private static Optional<Address> of(
      Transaction transaction, Envelope.Signature signature, Recovery recovery) {
    Uint256 parity = parity(transaction, signature);
    if (parity.isGreaterThan(Uint256.ONE) || signature.r().isZero() || signature.s().isZero()) {
      return Optional.empty();
    }
    RlpWriter unsigned = new RlpWriter();
    TransactionEncoding.writeUnsigned(transaction, unsigned);
    return recovery
        .publicKey(
            Keccak256.hash(unsigned.toArray()), parity.toIntExact(), signature.r(), signature.s())
        .map(Senders::account);
  }

  private static Address account(byte[] point) {
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
