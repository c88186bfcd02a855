package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.endpoint.Attempts.Outcome;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One read, asked of the first provider, of a second as well when the first takes longer than it
 * lately did, and of each further one after a failure. The first answer that is accepted counts.
 */
final class HedgedRead<R> {
  private static final Duration UNKNOWN = Duration.ofMillis(500);
  private static final Duration SHORTEST = Duration.ofMillis(5);

  private final List<RpcRequest<?>> requests;
  private final Rpc.Reading<R> reading;
  private final Iterator<Provider> next;
  private final Attempts<List<RpcReply<?>>> attempts;
  private final Consumer<Provider> onHedge;
  private @Nullable List<RpcReply<?>> wanting;
  private @Nullable ChainException failure;
  private Duration patience = UNKNOWN;
  private boolean hedged;

  HedgedRead(
      List<RpcRequest<?>> requests,
      Rpc.Reading<R> reading,
      List<Provider> providers,
      ThreadFactory threads,
      Consumer<Provider> onHedge) {
    this.requests = requests;
    this.reading = reading;
    this.next = providers.iterator();
    this.attempts = new Attempts<>(threads);
    this.onHedge = onHedge;
  }

  R run() {
    while (next.hasNext() || attempts.running() > 0) {
      if (attempts.running() == 0) {
        var _ = start();
      }
      Optional<Outcome<List<RpcReply<?>>>> ended = ended();
      if (ended.isEmpty()) {
        hedged = true;
        onHedge.accept(start());
        continue;
      }
      Optional<R> result = judged(ended.get());
      if (result.isPresent()) {
        return result.get();
      }
    }
    List<RpcReply<?>> best = wanting;
    if (best != null) {
      return reading.read(best);
    }
    throw failure == null ? ChainException.retryable("no endpoint was asked") : failure;
  }

  private Provider start() {
    Provider provider = next.next();
    Duration usual = provider.patience(UNKNOWN);
    patience = usual.compareTo(SHORTEST) < 0 ? SHORTEST : usual;
    attempts.start(provider, () -> provider.ask(requests));
    return provider;
  }

  private Optional<Outcome<List<RpcReply<?>>>> ended() {
    return !hedged && next.hasNext() ? attempts.await(patience) : Optional.of(attempts.await());
  }

  private Optional<R> judged(Outcome<List<RpcReply<?>>> outcome) {
    switch (outcome) {
      case Outcome.Answered<List<RpcReply<?>>>(Provider provider, List<RpcReply<?>> replies) -> {
        if (Replies.wanting(replies)) {
          wanting = wanting == null ? replies : wanting;
          return Optional.empty();
        }
        return accepted(provider, replies);
      }
      case Outcome.Failed<List<RpcReply<?>>>(_, ChainException e) -> failure = e;
      case Outcome.Broken<List<RpcReply<?>>>(Throwable bug) ->
          throw new IllegalStateException("a read failed", bug);
    }
    return Optional.empty();
  }

  private Optional<R> accepted(Provider provider, List<RpcReply<?>> replies) {
    try {
      return Optional.of(reading.read(replies));
    } catch (ChainException e) {
      provider.blame(e);
      failure = e;
      return Optional.empty();
    }
  }
}
