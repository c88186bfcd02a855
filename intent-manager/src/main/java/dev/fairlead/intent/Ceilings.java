package dev.fairlead.intent;

import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.venue.Market;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Works out what no plan could have got, while the plan that it is for is tried on the chain: one
 * question after another on a thread of its own, so that none waits for it that trades. Safe for
 * use by many threads.
 */
final class Ceilings implements AutoCloseable {
  private static final PlanBound LATE =
      new PlanBound.Unknown("it was not worked out by the time the plan had been simulated");

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("ceilings").factory());

  /** Begins to work out the bound of a plan over the market that it was made for. */
  Question ask(Plan plan, Market market) {
    return new Question(plan, market);
  }

  /** What is being worked out; given up when closed. */
  final class Question implements AutoCloseable {
    private final Future<PlanBound> answer;
    private volatile boolean isOver;

    private Question(Plan plan, Market market) {
      this.answer = worker.submit(() -> work(plan, market));
    }

    private PlanBound work(Plan plan, Market market) {
      return isOver
          ? LATE
          : Ceiling.over(market)
              .of(plan.sell(), plan.quoted().token(), plan.pools(), () -> !isOver)
              .<PlanBound>map(PlanBound.AtMost::new)
              .orElse(LATE);
    }

    /** The answer, if it is there within this time. */
    PlanBound within(Duration patience) throws InterruptedException {
      try {
        return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return LATE;
      } catch (ExecutionException e) {
        return new PlanBound.Unknown("it could not be worked out: " + e.getCause());
      }
    }

    @Override
    public void close() {
      isOver = true;
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
