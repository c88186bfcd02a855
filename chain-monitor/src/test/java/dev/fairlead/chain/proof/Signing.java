package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.crypto.Sign;

/** Makes and signs transactions of every type for a devnet wallet. */
public final class Signing {
  private static final int BLOB_BYTES = 131_072;
  private static final int FIRST_PARITY = 27;

  /** The point at infinity: commitment and proof of a blob of zeros. */
  private static final Bytes INFINITY = Bytes.parse("0xc0" + "00".repeat(47));

  private final Wallet wallet;

  public Signing(Wallet wallet) {
    this.wallet = wallet;
  }

  /** The bytes to send; {@code envelope} makes the envelope from its signature. */
  public Bytes sign(
      long nonce,
      Optional<Address> to,
      Bytes input,
      long gas,
      Envelope.Signature blank,
      Function<Envelope.Signature, Envelope> envelope) {
    Transaction draft = transaction(nonce, to, input, gas, envelope.apply(blank));
    RlpWriter unsigned = new RlpWriter();
    TransactionEncoding.writeUnsigned(draft, unsigned);
    Envelope.Signature signature = signature(unsigned, blank.v());
    RlpWriter signed = new RlpWriter();
    TransactionEncoding.write(
        transaction(nonce, to, input, gas, envelope.apply(signature)), signed);
    return Bytes.wrap(signed.toArray());
  }

  /** An EIP-7702 authorization for any transaction of this wallet with this nonce. */
  public Envelope.Authorization authorization(ChainId chain, Address code, long nonce) {
    RlpWriter out = new RlpWriter();
    int list = out.raw(0x05).openList();
    var _ = out.number(chain.value()).address(code).number(nonce).closeList(list);
    return new Envelope.Authorization(
        Uint256.of(chain.value()), code, nonce, signature(out, Uint256.ZERO));
  }

  /** A deposit of the OP-stack, which nobody signs. */
  public static Bytes deposit(Address from, Address to, Bytes input, Envelope.OpDeposit deposit) {
    RlpWriter out = new RlpWriter();
    TransactionEncoding.write(
        new Transaction(
            new TxHash(Bytes32.ZERO),
            0,
            from,
            Optional.of(to),
            new Nonce(0),
            Wei.ZERO,
            input,
            new Gas(1_000_000),
            deposit),
        out);
    return Bytes.wrap(out.toArray());
  }

  /** What a blob of zeros is called by. */
  public static Bytes32 blobHash() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(INFINITY.toArray());
      hash[0] = 1;
      return Bytes32.wrap(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A blob transaction as it is sent: with its one blob of zeros, commitment and proof. */
  public static Bytes withBlob(Bytes transaction) {
    RlpWriter out = new RlpWriter();
    int all = out.raw(transaction.at(0)).openList();
    var _ = out.raw(transaction.slice(1, transaction.length()));
    for (Bytes one : new Bytes[] {Bytes.of(new byte[BLOB_BYTES]), INFINITY, INFINITY}) {
      int list = out.openList();
      var _ = out.bytes(one).closeList(list);
    }
    return Bytes.wrap(out.closeList(all).toArray());
  }

  private Envelope.Signature signature(RlpWriter message, Uint256 firstV) {
    Sign.SignatureData data =
        Sign.signMessage(
            Bytes.wrap(message.toArray()).keccak256().toArray(),
            wallet.credentials().getEcKeyPair(),
            false);
    return new Envelope.Signature(
        firstV.plus(Uint256.of(data.getV()[0] - FIRST_PARITY)),
        Uint256.fromBytes(data.getR()),
        Uint256.fromBytes(data.getS()));
  }

  private Transaction transaction(
      long nonce, Optional<Address> to, Bytes input, long gas, Envelope envelope) {
    return new Transaction(
        new TxHash(Bytes32.ZERO),
        0,
        wallet.address(),
        to,
        new Nonce(nonce),
        Wei.ZERO,
        input,
        new Gas(gas),
        envelope);
  }
}
