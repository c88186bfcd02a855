package dev.fairlead.event.codec;

import dev.fairlead.api.v1.Transaction;
import dev.fairlead.api.v1.TransactionSubmitted;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;

/** Transactions, what they are for, and what channels answered to them. */
final class TransactionMessages {
  private TransactionMessages() {}

  static Transaction message(UnsignedTransaction transaction) {
    return Transaction.newBuilder()
        .setChainId(transaction.chain().value())
        .setFrom(transaction.from().toString())
        .setNonce(transaction.nonce().value())
        .setMaxPriorityFeePerGas(transaction.maxPriorityFee().toString())
        .setMaxFeePerGas(transaction.maxFee().toString())
        .setGasLimit(transaction.gasLimit().value())
        .setTo(transaction.to().toString())
        .setValue(transaction.value().toString())
        .setData(Values.bytes(transaction.data()))
        .setLegacy(transaction.form() == Form.LEGACY)
        .build();
  }

  static UnsignedTransaction transaction(Transaction message) {
    return new UnsignedTransaction(
        message.getLegacy() ? Form.LEGACY : Form.DYNAMIC_FEE,
        new ChainId(message.getChainId()),
        Address.parse(message.getFrom()),
        new Nonce(message.getNonce()),
        fee(message.getMaxPriorityFeePerGas()),
        fee(message.getMaxFeePerGas()),
        new Gas(message.getGasLimit()),
        Address.parse(message.getTo()),
        Values.wei(message.getValue()),
        Values.bytes(message.getData()));
  }

  static FeePerGas fee(String text) {
    return new FeePerGas(Uint256.parse(text));
  }

  static dev.fairlead.api.v1.TransactionRole message(TransactionRole role) {
    return switch (role) {
      case APPROVAL -> dev.fairlead.api.v1.TransactionRole.TRANSACTION_ROLE_APPROVAL;
      case TRADE -> dev.fairlead.api.v1.TransactionRole.TRANSACTION_ROLE_TRADE;
      case CANCELLATION -> dev.fairlead.api.v1.TransactionRole.TRANSACTION_ROLE_CANCELLATION;
    };
  }

  static TransactionRole role(dev.fairlead.api.v1.TransactionRole message) {
    return switch (message) {
      case TRANSACTION_ROLE_APPROVAL -> TransactionRole.APPROVAL;
      case TRANSACTION_ROLE_TRADE -> TransactionRole.TRADE;
      case TRANSACTION_ROLE_CANCELLATION -> TransactionRole.CANCELLATION;
      case TRANSACTION_ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a role of a transaction: " + message);
    };
  }

  static void outcome(TransactionSubmitted.Builder message, SubmissionOutcome outcome) {
    switch (outcome) {
      case SubmissionOutcome.Sent _ ->
          message.setSent(TransactionSubmitted.Sent.getDefaultInstance());
      case SubmissionOutcome.Refused(var reason) -> message.getRefusedBuilder().setReason(reason);
      case SubmissionOutcome.Unknown(var detail) -> message.getUnknownBuilder().setDetail(detail);
    }
  }

  static SubmissionOutcome outcome(TransactionSubmitted message) {
    return switch (message.getOutcomeCase()) {
      case SENT -> new SubmissionOutcome.Sent();
      case REFUSED -> new SubmissionOutcome.Refused(message.getRefused().getReason());
      case UNKNOWN -> new SubmissionOutcome.Unknown(message.getUnknown().getDetail());
      case OUTCOME_NOT_SET -> throw new IllegalArgumentException("a submission without an outcome");
    };
  }
}
