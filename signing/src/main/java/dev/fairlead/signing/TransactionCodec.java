package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpReader;
import dev.fairlead.model.rlp.RlpWriter;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;

/** The bytes of a transaction: EIP-1559 with an empty access list, or EIP-155. */
final class TransactionCodec {
  private static final int TYPE = 2;
  private static final int LEAST_LIST = 0xc0;

  private TransactionCodec() {}

  record Decoded(UnsignedTransaction transaction, EcdsaSignature signature) {}

  /** What is signed. */
  static byte[] digest(UnsignedTransaction transaction) {
    RlpWriter writer = opened(transaction);
    int list = writer.openList();
    writeFields(writer, transaction);
    if (transaction.form() == Form.LEGACY) {
      writer.number(transaction.chain().value()).number(0).number(0);
    }
    return Keccak256.hash(writer.closeList(list).toArray());
  }

  /** What is sent. */
  static byte[] encode(UnsignedTransaction transaction, EcdsaSignature signature) {
    RlpWriter writer = opened(transaction);
    int list = writer.openList();
    writeFields(writer, transaction);
    switch (transaction.form()) {
      case DYNAMIC_FEE -> writer.number(signature.yParity());
      case LEGACY -> writer.number(legacyV(transaction.chain(), signature.yParity()));
    }
    writer.number(signature.r()).number(signature.s());
    return writer.closeList(list).toArray();
  }

  private static RlpWriter opened(UnsignedTransaction transaction) {
    RlpWriter writer = new RlpWriter();
    return transaction.form() == Form.LEGACY ? writer : writer.raw(TYPE);
  }

  /** EIP-155: the parity together with the chain. */
  private static Uint256 legacyV(ChainId chain, int parity) {
    return Uint256.of(chain.value()).times(Uint256.of(2)).plus(Uint256.of(35L + parity));
  }

  /**
   * Reads what {@link #encode} writes and nothing else; the sender is not in the bytes.
   *
   * @throws SigningException if the bytes are anything else
   */
  static Decoded decode(byte[] raw, Address from) {
    try {
      if (raw.length > 0 && raw[0] == TYPE) {
        return dynamic(raw, from);
      }
      if (raw.length > 0 && (raw[0] & 0xff) >= LEAST_LIST) {
        return legacy(raw, from);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SigningException(
          SigningException.Kind.FATAL, "malformed transaction: " + e.getMessage(), e);
    }
    throw SigningException.fatal("neither an EIP-1559 transaction nor a legacy one");
  }

  private static Decoded dynamic(byte[] raw, Address from) {
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
    Bytes data = items.bytes();
    items.list().end();
    int yParity = items.number().toIntExact();
    EcdsaSignature signature = new EcdsaSignature(items.number(), items.number(), yParity);
    items.end();
    return new Decoded(
        new UnsignedTransaction(
            chain, from, nonce, maxPriorityFee, maxFee, gasLimit, to, value, data),
        signature);
  }

  private static Decoded legacy(byte[] raw, Address from) {
    RlpReader all = RlpReader.of(raw, 0);
    RlpReader items = all.list();
    all.end();
    Nonce nonce = new Nonce(items.numberAsLong());
    FeePerGas price = new FeePerGas(items.number());
    Gas gasLimit = new Gas(items.numberAsLong());
    Address to = items.address();
    Wei value = new Wei(items.number());
    Bytes data = items.bytes();
    Uint256 v = items.number().minus(Uint256.of(35));
    EcdsaSignature signature =
        new EcdsaSignature(items.number(), items.number(), v.testBit(0) ? 1 : 0);
    items.end();
    ChainId chain = new ChainId(v.shiftRight(1).toLongExact());
    return new Decoded(
        new UnsignedTransaction(
            Form.LEGACY, chain, from, nonce, price, price, gasLimit, to, value, data),
        signature);
  }

  private static void writeFields(RlpWriter writer, UnsignedTransaction transaction) {
    boolean legacy = transaction.form() == Form.LEGACY;
    if (!legacy) {
      writer.number(transaction.chain().value());
    }
    writer.number(transaction.nonce().value());
    if (!legacy) {
      writer.number(transaction.maxPriorityFee().wei());
    }
    writer
        .number(transaction.maxFee().wei())
        .number(transaction.gasLimit().value())
        .address(transaction.to())
        .number(transaction.value().value())
        .bytes(transaction.data());
    if (!legacy) {
      writer.closeList(writer.openList());
    }
  }
}
