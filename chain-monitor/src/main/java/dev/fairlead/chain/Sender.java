package dev.fairlead.chain;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;
import java.util.Optional;

/**
 * Offers signed bytes to the public mempool, and says what became of that: only a text that is
 * known to mean so is a refusal; silence, broken connections and unknown texts are {@code Unknown}.
 */
final class Sender {
  private static final List<String> KNOWN_ALREADY =
      List.of(
          "already known",
          "already imported",
          "known transaction",
          "already in mempool",
          "already exists");

  private static final List<String> REFUSALS =
      List.of(
          "underpriced",
          "insufficient funds",
          "insufficient balance",
          "doesn't have enough funds",
          "intrinsic gas",
          "transaction requires at least",
          "exceeds block gas limit",
          "gas limit too high",
          "gas limit is too high",
          "exceeds the configured cap",
          "tip above fee cap",
          "max priority fee per gas higher than max fee per gas",
          "max fee per gas less than block base fee",
          "fee cap less than block base fee",
          "is too low for the next block",
          "gas price below",
          "gas price too low",
          "transaction would cause overdraft",
          "oversized data",
          "txpool is full",
          "transaction type not supported",
          "in-flight transaction limit reached",
          "gapped-nonce tx from delegated accounts",
          "address already reserved",
          "nonce too high",
          "invalid sender",
          "invalid signature",
          "invalid chain id",
          "signed for another chain",
          "sender not an eoa");

  private final ChainId chain;
  private final RpcClient rpc;
  private final BlockSource source;
  private final ChainView view;
  private final ChainObserver observer;

  Sender(ChainId chain, RpcClient rpc, BlockSource source, ChainView view, ChainObserver observer) {
    this.chain = chain;
    this.rpc = rpc;
    this.source = source;
    this.view = view;
    this.observer = observer;
  }

  SubmissionOutcome send(SignedTransaction transaction) {
    if (!transaction.transaction().chain().equals(chain)) {
      return new SubmissionOutcome.Refused(
          "signed for chain " + transaction.transaction().chain() + ", not " + chain);
    }
    Optional<ChainUpdate.Halted> halted = view.halted();
    if (halted.isPresent()) {
      return new SubmissionOutcome.Refused("the chain is halted: " + halted.get().reason());
    }
    RpcReply<Bytes32> reply;
    try {
      reply =
          rpc.call(
              new RpcRequest<>(
                  "eth_sendRawTransaction", "[\"" + transaction.raw() + "\"]", JsonInput::bytes32));
    } catch (ChainException e) {
      return new SubmissionOutcome.Unknown(String.valueOf(e.getMessage()));
    }
    return switch (reply) {
      case RpcReply.Result<Bytes32>(Bytes32 hash) -> accepted(transaction.hash(), hash);
      case RpcReply.Failed<Bytes32>(RpcError error) -> refused(transaction, error);
    };
  }

  private SubmissionOutcome accepted(TxHash ours, Bytes32 answered) {
    if (ours.value().equals(answered)) {
      return new SubmissionOutcome.Sent();
    }
    observer.foreignHash(chain, ours, answered.toString());
    return new SubmissionOutcome.Unknown("the endpoint answered with the hash " + answered);
  }

  private SubmissionOutcome refused(SignedTransaction transaction, RpcError error) {
    String words = error.words();
    if (KNOWN_ALREADY.stream().anyMatch(words::contains)) {
      return new SubmissionOutcome.Sent();
    }
    if (words.contains("nonce too low") || words.contains("nonce is too low")) {
      return nonceTooLow(transaction, error);
    }
    return REFUSALS.stream().anyMatch(words::contains)
        ? new SubmissionOutcome.Refused(error.message())
        : new SubmissionOutcome.Unknown(error.toString());
  }

  /**
   * The nonce may have been used by these very bytes, sent before. They are refused only if the
   * verified head itself shows the nonce used, and neither the verified chain nor the endpoint
   * knows them.
   */
  private SubmissionOutcome nonceTooLow(SignedTransaction transaction, RpcError error) {
    try {
      if (view.placeOf(transaction.hash()).isPresent()
          || source.receipt(transaction.hash()).isPresent()) {
        return new SubmissionOutcome.Sent();
      }
      BlockRef head = view.head();
      long next =
          rpc.call(Accounts.nonce(transaction.transaction().from(), head))
              .orThrow("eth_getTransactionCount")
              .value();
      return next > transaction.transaction().nonce().value()
              && view.placeOf(transaction.hash()).isEmpty()
          ? new SubmissionOutcome.Refused(error.message())
          : new SubmissionOutcome.Unknown(error.message() + ", not yet in the verified chain");
    } catch (ChainException e) {
      return new SubmissionOutcome.Unknown(error.message() + "; then: " + e.getMessage());
    }
  }
}
