package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Envelope.Access;
import dev.fairlead.chain.Envelope.Authorization;
import dev.fairlead.chain.Envelope.Signature;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.rlp.RlpWriter;
import java.util.List;
import java.util.Optional;

/** The bytes of transactions, as they are hashed and as the transactions root holds them. */
final class TransactionEncoding {
  private static final Uint256 FIRST_WITH_CHAIN = Uint256.of(35);

  private TransactionEncoding() {}

  /** Writes all of it; of a type that is not known here, the input is taken for these bytes. */
  static void write(Transaction tx, RlpWriter out) {
    switch (tx.envelope()) {
      case Envelope.Unknown _ -> out.raw(tx.input());
      case Envelope.Legacy legacy -> {
        int list = out.openList();
        legacy(tx, legacy, out);
        signature(legacy.signature(), out);
        out.closeList(list);
      }
      default -> {
        int list = out.raw(tx.type()).openList();
        unsigned(tx, out);
        tx.envelope().signed().ifPresent(signature -> signature(signature, out));
        out.closeList(list);
      }
    }
  }

  /** Writes what its sender signed. */
  static void writeUnsigned(Transaction tx, RlpWriter out) {
    if (tx.envelope() instanceof Envelope.Legacy legacy) {
      int list = out.openList();
      legacy(tx, legacy, out);
      chain(legacy.signature()).ifPresent(chain -> out.number(chain).number(0).number(0));
      out.closeList(list);
    } else {
      int list = out.raw(tx.type()).openList();
      unsigned(tx, out);
      out.closeList(list);
    }
  }

  /** The chain that a legacy signature is for, by EIP-155; empty if it is for any. */
  static Optional<Uint256> chain(Signature signature) {
    return signature.v().isLessThan(FIRST_WITH_CHAIN)
        ? Optional.empty()
        : Optional.of(signature.v().minus(FIRST_WITH_CHAIN).shiftRight(1));
  }

  private static void legacy(Transaction tx, Envelope.Legacy legacy, RlpWriter out) {
    out.number(tx.nonce().value()).number(legacy.gasPrice().wei()).number(tx.gasLimit().value());
    to(tx.to(), out);
    out.number(tx.value().value()).bytes(tx.input());
  }

  private static void unsigned(Transaction tx, RlpWriter out) {
    switch (tx.envelope()) {
      case Envelope.AccessList(ChainId chain, FeePerGas price, List<Access> access, _) -> {
        out.number(chain.value()).number(tx.nonce().value()).number(price.wei());
        action(tx, out);
        accessList(access, out);
      }
      case Envelope.DynamicFee(
              ChainId chain,
              FeePerGas tip,
              FeePerGas max,
              List<Access> access,
              _) ->
          dynamic(tx, chain, tip, max, access, out);
      case Envelope.Blob blob -> {
        dynamic(tx, blob.chain(), blob.maxPriorityFee(), blob.maxFee(), blob.accessList(), out);
        out.number(blob.maxFeePerBlobGas().wei());
        int hashes = out.openList();
        blob.blobHashes().forEach(out::bytes32);
        out.closeList(hashes);
      }
      case Envelope.SetCode code -> {
        dynamic(tx, code.chain(), code.maxPriorityFee(), code.maxFee(), code.accessList(), out);
        int list = out.openList();
        code.authorizations().forEach(authorization -> authorization(authorization, out));
        out.closeList(list);
      }
      case Envelope.OpDeposit(Bytes32 source, var mint, boolean system) -> {
        out.bytes32(source).address(tx.from());
        to(tx.to(), out);
        out.number(mint.value())
            .number(tx.value().value())
            .number(tx.gasLimit().value())
            .number(system ? 1 : 0)
            .bytes(tx.input());
      }
      case Envelope.ArbitrumDeposit(ChainId chain, Bytes32 request) -> {
        out.number(chain.value()).bytes32(request).address(tx.from());
        to(tx.to(), out);
        out.number(tx.value().value());
      }
      case Envelope.ArbitrumUnsigned(ChainId chain, FeePerGas max) -> {
        out.number(chain.value()).address(tx.from()).number(tx.nonce().value()).number(max.wei());
        action(tx, out);
      }
      case Envelope.ArbitrumContract(ChainId chain, Bytes32 request, FeePerGas max) -> {
        out.number(chain.value()).bytes32(request).address(tx.from()).number(max.wei());
        action(tx, out);
      }
      case Envelope.ArbitrumRetry retry -> {
        out.number(retry.chain().value())
            .number(tx.nonce().value())
            .address(tx.from())
            .number(retry.maxFee().wei());
        action(tx, out);
        out.bytes32(retry.ticket())
            .address(retry.refundTo())
            .number(retry.maxRefund().value())
            .number(retry.submissionFeeRefund().value());
      }
      case Envelope.ArbitrumSubmitRetryable submit -> {
        out.number(submit.chain().value())
            .bytes32(submit.request())
            .address(tx.from())
            .number(submit.l1BaseFee().value())
            .number(submit.deposit().value())
            .number(submit.maxFee().wei())
            .number(tx.gasLimit().value());
        to(submit.retryTo(), out);
        out.number(submit.retryValue().value())
            .address(submit.beneficiary())
            .number(submit.maxSubmissionFee().value())
            .address(submit.feeRefund())
            .bytes(submit.retryInput());
      }
      case Envelope.ArbitrumInternal(ChainId chain) -> out.number(chain.value()).bytes(tx.input());
      case Envelope.Legacy _, Envelope.Unknown _ ->
          throw new IllegalArgumentException("type " + tx.type() + " is not a typed envelope");
    }
  }

  private static void dynamic(
      Transaction tx,
      ChainId chain,
      FeePerGas tip,
      FeePerGas max,
      List<Access> access,
      RlpWriter out) {
    out.number(chain.value()).number(tx.nonce().value()).number(tip.wei()).number(max.wei());
    action(tx, out);
    accessList(access, out);
  }

  /** What it does: gas limit, receiver, value and input, in this order in most types. */
  private static void action(Transaction tx, RlpWriter out) {
    out.number(tx.gasLimit().value());
    to(tx.to(), out);
    out.number(tx.value().value()).bytes(tx.input());
  }

  private static void to(Optional<Address> to, RlpWriter out) {
    to.ifPresentOrElse(out::address, () -> out.number(0));
  }

  private static void accessList(List<Access> entries, RlpWriter out) {
    int list = out.openList();
    for (Access entry : entries) {
      int pair = out.openList();
      int keys = out.address(entry.address()).openList();
      entry.keys().forEach(out::bytes32);
      out.closeList(keys).closeList(pair);
    }
    out.closeList(list);
  }

  private static void authorization(Authorization authorization, RlpWriter out) {
    int list = out.openList();
    out.number(authorization.chain()).address(authorization.code()).number(authorization.nonce());
    signature(authorization.signature(), out);
    out.closeList(list);
  }

  private static void signature(Signature signature, RlpWriter out) {
    out.number(signature.v()).number(signature.r()).number(signature.s());
  }
}
