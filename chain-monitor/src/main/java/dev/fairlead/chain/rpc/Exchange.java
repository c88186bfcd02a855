package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request that is under way: the connection settles it once, its caller waits for that. */
final class Exchange {
  private final CompletableFuture<Answer> outcome = new CompletableFuture<>();

  /** The connection ended before anything was handed to it; another one may take it. */
  static final class NotSentException extends Exception {
    private static final long serialVersionUID = 1;

    NotSentException() {
      super("the connection ended before", null, false, false);
    }
  }

  void answer(Answer answer) {
    outcome.complete(answer);
  }

  void fail(ChainException failure) {
    outcome.completeExceptionally(failure);
  }

  void notSent() {
    outcome.completeExceptionally(new NotSentException());
  }

  boolean isSettled() {
    return outcome.isDone();
  }

  void whenSettled(Runnable then) {
    var _ = outcome.whenComplete((_, _) -> then.run());
  }

  /** Empty at the deadline. */
  Optional<Answer> await(long deadline) throws InterruptedException, NotSentException {
    try {
      return Optional.of(
          outcome.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case NotSentException notSent -> throw notSent;
        case ChainException failure -> throw failure.again();
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
