package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.endpoint.Attempts.Outcome;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** One transaction, offered to several providers at once. */
final class Broadcast {
  private final Function<Rpc, SubmissionOutcome> offer;
  private final List<Provider> providers;
  private final Attempts<SubmissionOutcome> attempts;

  Broadcast(
      Function<Rpc, SubmissionOutcome> offer, List<Provider> providers, ThreadFactory threads) {
    this.offer = offer;
    this.providers = providers;
    this.attempts = new Attempts<>(threads);
  }

  SubmissionOutcome run() {
    if (providers.size() == 1) {
      return offered(providers.getFirst());
    }
    providers.forEach(provider -> attempts.start(provider, () -> offered(provider)));
    List<String> doubts = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    while (attempts.running() > 0) {
      switch (attempts.await()) {
        case Outcome.Answered<SubmissionOutcome>(_, SubmissionOutcome.Sent sent) -> {
          return sent;
        }
        case Outcome.Answered<SubmissionOutcome>(_, SubmissionOutcome.Refused refused) ->
            refusals.add(refused.reason());
        case Outcome.Answered<SubmissionOutcome>(_, SubmissionOutcome.Unknown unknown) ->
            doubts.add(unknown.detail());
        case Outcome.Failed<SubmissionOutcome>(_, ChainException e) ->
            doubts.add(String.valueOf(e.getMessage()));
        case Outcome.Broken<SubmissionOutcome>(Throwable bug) ->
            throw new IllegalStateException("an offer failed", bug);
      }
    }
    return doubts.isEmpty()
        ? new SubmissionOutcome.Refused(refusals.getFirst())
        : new SubmissionOutcome.Unknown(String.join("; ", doubts));
  }

  /** In the thread of the attempt, so that what comes late is judged as well. */
  private SubmissionOutcome offered(Provider provider) {
    try {
      return offer.apply(new SendRpc(provider));
    } catch (ChainException e) {
      return new SubmissionOutcome.Unknown(String.valueOf(e.getMessage()));
    }
  }

  /** One provider, whose failures count, and whose disproved answers end its use at once. */
  private record SendRpc(Provider provider) implements Rpc {
    @Override
    public <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading) {
      List<RpcReply<?>> replies = provider.ask(requests);
      try {
        return reading.read(replies);
      } catch (ChainException e) {
        if (e.fault() == ChainException.Fault.DISPROVED) {
          provider.condition().condemn(EndpointState.LYING, String.valueOf(e.getMessage()));
        }
        throw e;
      }
    }
  }
}
