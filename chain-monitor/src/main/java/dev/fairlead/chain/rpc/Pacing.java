package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Asks one endpoint no more often than its budget and its own answers allow. */
final class Pacing {
  private final ChainId chain;
  private final RpcEndpoint endpoint;
  private final String name;
  private final ChainObserver observer;
  private final RateBudget budget;

  Pacing(ChainId chain, RpcEndpoint endpoint, ChainObserver observer) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.name = endpoint.toString();
    this.observer = observer;
    this.budget = new RateBudget(endpoint.rate(), System::nanoTime);
  }

  /**
   * Waits for the turn of requests of these methods.
   *
   * @throws ChainException {@code RATE_LIMITED} if it comes after the deadline
   */
  void await(Collection<String> methods, long deadline) throws InterruptedException {
    int cost = budget.cost(methods);
    if (!budget.isShort(cost)) {
      budget.take(cost, deadline);
      return;
    }
    observer.awaitingBudget(chain, name, 1);
    try {
      budget.take(cost, deadline);
    } finally {
      observer.awaitingBudget(chain, name, -1);
    }
  }

  /** Counts a request that goes out in any case. */
  void count(String method) {
    budget.spend(budget.cost(List.of(method)));
  }

  /**
   * Looks at an answer's status, by which an endpoint may say that it is asked too often.
   *
   * @throws ChainException {@code RATE_LIMITED} if that is all it says, whatever the body is
   */
  Answer heed(Answer answer) {
    boolean isLimit = answer.status() == 429;
    if (isLimit || (answer.status() == 503 && answer.retryAfter().isPresent())) {
      backOff(answer.retryAfter());
    }
    if (isLimit) {
      throw Failures.status(endpoint, answer.status());
    }
    return answer;
  }

  /** Looks at the replies in an answer, by which an endpoint may say the same. */
  void heed(Collection<? extends RpcReply<?>> replies) {
    if (replies.stream().anyMatch(RpcReply::isRateLimit)) {
      backOff(Optional.empty());
    } else {
      budget.answered();
    }
  }

  private void backOff(Optional<Duration> asked) {
    observer.rateLimited(chain, name, budget.backOff(asked));
  }
}
