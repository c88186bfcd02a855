package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.endpoint.Attempts.Outcome;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * One question to as many providers as must agree, and to further ones where they don't, are silent
 * or do not know yet. A silent one is waited for no longer than {@link #PATIENCE}.
 */
final class Quorum<T> {
  static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RpcRequest<T> request;
  private final int needed;
  private final Attempts<Optional<T>> attempts;
  private final Map<T, List<Provider>> votes = new HashMap<>();
  private final List<Provider> unknowing = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param agreed what as many as needed say
   * @param votes who says what
   */
  record Result<T>(Optional<T> agreed, Map<T, List<Provider>> votes) {
    /** Whether those that answered say different things. */
    boolean differs() {
      return votes.size() > 1;
    }

    /** All that said something else than {@code value}. */
    List<Provider> against(T value) {
      return votes.entrySet().stream()
          .filter(vote -> !vote.getKey().equals(value))
          .flatMap(vote -> vote.getValue().stream())
          .toList();
    }

    int count(T value) {
      return votes.getOrDefault(value, List.of()).size();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      votes.forEach((value, providers) -> {
        text.append(text.isEmpty() ? "" : "; ");
        providers.forEach(provider -> text.append(provider.endpoint().name()).append(' '));
        text.append(providers.size() == 1 ? "says " : "say ");
        text.append(
            value instanceof Optional<?> optional
                ? optional.<Object>map(v -> v).orElse("")
                : value);
      });
      return text.toString();
    }
  }

  Quorum(RpcRequest<T> request, int needed, ThreadFactory threads) {
    this.request = request;
    this.needed = needed;
    this.attempts = new Attempts<>(threads);
  }

  /** Every provider's word. */
  static <T> Result<T> all(RpcRequest<T> request, List<Provider> providers, ThreadFactory threads) {
    return new Quorum<>(request, Integer.MAX_VALUE, threads).ask(providers, Duration.ZERO);
  }

  /**
   * Asks until as many as needed agree, or nobody is left to ask.
   *
   * @param retry for so long those that do not know the block yet are asked again
   */
  Result<T> ask(List<Provider> providers, Duration retry) {
    long until = System.nanoTime() + retry.toNanos();
    Result<T> result = round(providers);
    while (result.agreed().isEmpty()
        && !result.differs()
        && !unknowing.isEmpty()
        && System.nanoTime() < until) {
      attempts.await(PAUSE).ifPresent(this::count);
      List<Provider> again = List.copyOf(unknowing);
      unknowing.clear();
      result = round(again);
    }
    return result;
  }

  private Result<T> round(List<Provider> providers) {
    Iterator<Provider> next = providers.iterator();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      while (next.hasNext() && attempts.running() + mostVotes() < needed) {
        start(next.next());
      }
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (attempts.running() == 0) {
        return result();
      }
      Optional<Outcome<Optional<T>>> ended = attempts.await(left);
      if (ended.isEmpty()) {
        if (!next.hasNext()) {
          return result();
        }
        start(next.next());
        until = System.nanoTime() + PATIENCE.toNanos();
      } else {
        count(ended.get());
        if (mostVotes() >= needed) {
          return result();
        }
      }
    }
  }

  private void start(Provider provider) {
    attempts.start(
        provider,
        () -> {
          List<RpcReply<?>> replies = provider.ask(List.of(request));
          return Replies.wanting(replies) ? Optional.empty() : Optional.of(value(replies));
        });
  }

  /** The reply came from the request's own reader. */
  @SuppressWarnings("unchecked")
  private T value(List<RpcReply<?>> replies) {
    return ((RpcReply<T>) replies.getFirst()).orThrow(request.method());
  }

  private void count(Outcome<Optional<T>> outcome) {
    if (outcome instanceof Outcome.Answered<Optional<T>>(Provider provider, Optional<T> said)) {
      said.ifPresentOrElse(
          value -> votes.computeIfAbsent(value, _ -> new ArrayList<>()).add(provider),
          () -> unknowing.add(provider));
    }
  }

  private int mostVotes() {
    return votes.values().stream().mapToInt(List::size).max().orElse(0);
  }

  private Result<T> result() {
    Optional<T> agreed =
        votes.entrySet().stream()
            .filter(vote -> vote.getValue().size() >= needed)
            .map(Map.Entry::getKey)
            .findFirst();
    return new Result<>(agreed, Map.copyOf(votes));
  }
}
