package dev.fairlead.intent;

import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.venue.Market;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Works out what no plan could have got, one question after another on a thread of its own, so that
 * none waits for it that trades. Every question gets an answer, also where too many wait and when
 * it is closed. Safe for use by many threads.
 */
final class Ceilings implements AutoCloseable {
  /** For those that no trade waits for. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Each keeps the market that it is about. */
  private static final int MOST_WAITING = 1_000;

  private static final PlanBound LATE = new PlanBound.Unknown("it was not worked out in time");
  private static final PlanBound CROWDED =
      new PlanBound.Unknown("too many plans wait for theirs: " + MOST_WAITING);
  private static final PlanBound CLOSING = new PlanBound.Unknown("the node is closing");

  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("ceilings").factory(),
          (question, pool) -> tell(question, pool.isShutdown() ? CLOSING : CROWDED));

  /** Begins to work out the bound of a plan over the market that it was made for. */
  Question ask(Plan plan, Market market) {
    Question question = new Question(plan, market);
    worker.execute(question);
    return question;
  }

  private static void tell(Runnable task, PlanBound answer) {
    if (task instanceof Question question) {
      question.tell(answer);
    }
  }

  /** What is being worked out; given up when closed. */
  final class Question implements Runnable, AutoCloseable {
    private final Plan plan;
    private final Market market;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable PlanBound answer;
    private volatile @Nullable Bell bell;
    private volatile boolean isOver;

    private Question(Plan plan, Market market) {
      this.plan = plan;
      this.market = market;
    }

    @Override
    public void run() {
      PlanBound found = new PlanBound.Unknown("it could not be worked out");
      try {
        found = work();
      } catch (RuntimeException e) {
        found = new PlanBound.Unknown("it could not be worked out: " + e);
      } finally {
        tell(found);
      }
    }

    private PlanBound work() {
      return Ceiling.over(market)
          .of(
              plan.sell(),
              plan.quoted().token(),
              plan.pools(),
              () -> !isOver && !worker.isShutdown())
          .<PlanBound>map(PlanBound.AtMost::new)
          .orElse(worker.isShutdown() ? CLOSING : LATE);
    }

    private void tell(PlanBound found) {
      answer = found;
      told.countDown();
      ring();
    }

    private void ring() {
      Bell waiting = bell;
      if (waiting != null) {
        waiting.ring();
      }
    }

    /** The answer, once there is one. */
    Optional<PlanBound> answer() {
      return Optional.ofNullable(answer);
    }

    /** The answer, if it is there within this time. */
    PlanBound within(Duration patience) throws InterruptedException {
      boolean isTold = told.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      return isTold ? answer().orElseThrow() : LATE;
    }

    /** Has this rung once there is an answer. */
    void whenTold(Bell waiting) {
      bell = waiting;
      if (answer != null) {
        ring();
      }
    }

    @Override
    public void close() {
      isOver = true;
      if (worker.remove(this)) {
        tell(LATE);
      }
    }
  }

  @Override
  public void close() {
    worker.shutdownNow().forEach(task -> tell(task, CLOSING));
  }
}
