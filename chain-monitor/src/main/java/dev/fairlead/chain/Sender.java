package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.Rpc;
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
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final ChainView view;
  private final Sightings sightings;
  private final ChainObserver observer;

  Sender(
      ChainId chain,
      EndpointSet endpoints,
      BlockSource source,
      ChainView view,
      Sightings sightings,
      ChainObserver observer) {
    this.chain = chain;
    this.endpoints = endpoints;
    this.source = source;
    this.view = view;
    this.sightings = sightings;
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
    try {
      SubmissionOutcome outcome = endpoints.offer(rpc -> offer(rpc, transaction));
      if (outcome instanceof SubmissionOutcome.Sent) {
        sightings.taken(transaction);
      }
      return outcome;
    } catch (ChainException e) {
      return new SubmissionOutcome.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private SubmissionOutcome offer(Rpc rpc, SignedTransaction transaction) {
    RpcReply<Bytes32> reply =
        rpc.call(
            new RpcRequest<>(
                "eth_sendRawTransaction", "[\"" + transaction.raw() + "\"]", JsonInput::bytes32),
            told -> ours(transaction.hash(), told));
    return switch (reply) {
      case RpcReply.Result<Bytes32> _ -> new SubmissionOutcome.Sent();
      case RpcReply.Failed<Bytes32>(RpcError error) -> refused(transaction, error);
    };
  }

  /** Whoever answers with another transaction's hash has not taken ours, whatever it says. */
  private RpcReply<Bytes32> ours(TxHash ours, RpcReply<Bytes32> told) {
    if (told instanceof RpcReply.Result<Bytes32>(Bytes32 hash) && !ours.value().equals(hash)) {
      observer.foreignHash(chain, ours, hash.toString());
      throw ChainException.disproved("it answered " + ours + " with the hash " + hash);
    }
    return told;
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
      long next = endpoints.agreed(Accounts.nonce(transaction.transaction().from(), head)).value();
      return next > transaction.transaction().nonce().value()
              && view.placeOf(transaction.hash()).isEmpty()
          ? new SubmissionOutcome.Refused(error.message())
          : new SubmissionOutcome.Unknown(error.message() + ", not yet in the verified chain");
    } catch (ChainException e) {
      return new SubmissionOutcome.Unknown(error.message() + "; then: " + e.getMessage());
    }
  }
}
