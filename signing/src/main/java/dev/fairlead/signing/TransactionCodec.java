package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpReader;
import dev.fairlead.model.rlp.RlpWriter;
import dev.fairlead.model.tx.UnsignedTransaction;

/** The bytes of an EIP-1559 transaction with an empty access list. */
final class TransactionCodec {
  private static final int TYPE = 2;

  private TransactionCodec() {}

  record Decoded(UnsignedTransaction transaction, EcdsaSignature signature) {}

  /** What is signed. */
  static byte[] digest(UnsignedTransaction transaction) {
    RlpWriter writer = new RlpWriter().raw(TYPE);
    int list = writer.openList();
    writeFields(writer, transaction);
    return Keccak256.hash(writer.closeList(list).toArray());
  }

  /** What is sent. */
  static byte[] encode(UnsignedTransaction transaction, EcdsaSignature signature) {
    RlpWriter writer = new RlpWriter().raw(TYPE);
    int list = writer.openList();
    writeFields(writer, transaction);
    writer.number(signature.yParity()).number(signature.r()).number(signature.s());
    return writer.closeList(list).toArray();
  }

  /**
   * Reads what {@link #encode} writes and nothing else; the sender is not in the bytes.
   *
   * @throws SigningException if the bytes are anything else
   */
  static Decoded decode(byte[] raw, Address from) {
    if (raw.length == 0 || raw[0] != TYPE) {
      throw SigningException.fatal("not an EIP-1559 transaction");
    }
    try {
      RlpReader all = RlpReader.of(raw, 1);
      RlpReader items = all.list();
      all.end();
      ChainId chain = new ChainId(items.numberAsLong());
      Nonce nonce = new Nonce(items.numberAsLong());
      FeePerGas maxPriorityFee = new FeePerGas(items.number());
      FeePerGas maxFee = new FeePerGas(items.number());
      Gas gasLimit = new Gas(items.numberAsLong());
      Address to = items.address();
      Wei value = new Wei(items.number());
      var data = items.bytes();
      items.list().end();
      int yParity = items.number().toIntExact();
      EcdsaSignature signature = new EcdsaSignature(items.number(), items.number(), yParity);
      items.end();
      return new Decoded(
          new UnsignedTransaction(
              chain, from, nonce, maxPriorityFee, maxFee, gasLimit, to, value, data),
          signature);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SigningException(
          SigningException.Kind.FATAL, "malformed transaction: " + e.getMessage(), e);
    }
  }

  private static void writeFields(RlpWriter writer, UnsignedTransaction transaction) {
    writer
        .number(transaction.chain().value())
        .number(transaction.nonce().value())
        .number(transaction.maxPriorityFee().wei())
        .number(transaction.maxFee().wei())
        .number(transaction.gasLimit().value())
        .address(transaction.to())
        .number(transaction.value().value())
        .bytes(transaction.data());
    writer.closeList(writer.openList());
  }
}
