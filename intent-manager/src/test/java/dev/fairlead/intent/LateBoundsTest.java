package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.CancelRequested;
import dev.fairlead.model.intent.IntentEvent.PlanBounded;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounds that come after their plans, on a log that others write to as well. */
final class LateBoundsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Plan PLAN = Samples.plan();

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final List<String> lost = new ArrayList<>();
  private final IntentObserver observer =
      new IntentObserver() {
        @Override
        public void boundLost(IntentId id, String why) {
          lost.add(why);
        }
      };
  private final MemoryChain chain =
      new MemoryChain(clock, new Ledger(MemoryVenue.pair(2_500_000, 1_000)));
  private final MarketKeeper keeper =
      MarketKeeper.start(chain, List.of(new MemoryVenue(chain)), MarketObserver.none());
  private final Ceilings ceilings = new Ceilings();
  private final Bell bell = new Bell();
  private final Journal journal = journal();
  private final LateBounds bounds = new LateBounds(journal, observer, clock, bell);

  @AfterEach
  void close() {
    ceilings.close();
    keeper.close();
  }

  private Journal journal() {
    Intent intent = Samples.intent();
    write(0, new IntentEvent.Accepted(ID, intent, List.of(), null));
    return new Journal(
        store,
        observer,
        bell,
        Duration.ofMillis(1),
        History.view(store.read(StreamId.intent(ID))).orElseThrow());
  }

  private void write(long version, IntentEvent event) {
    store.append(Append.to(StreamId.intent(ID), version, Journal.named(event)));
  }

  private Market market() throws InterruptedException {
    return keeper.await(chain.head().number(), LONG);
  }

  /** One more plan without a bound is in the log, and did not hold. */
  private void failsAPlan(Rejection why) throws InterruptedException {
    journal.append(
        List.of(
            new IntentEvent.Planned(
                ID, PLAN, List.of(), null, Grounds.UNTOLD.with(new PlanBound.Unknown("late"))),
            new IntentEvent.Deferred(ID, Samples.block(10), why, List.of(), null)),
        List.of());
  }

  /** What no plan could have got, once it is known. */
  private TokenAmount awaited(int plan) throws InterruptedException {
    Ceilings.Question question = ceilings.ask(PLAN, market());
    bounds.await(plan, question);
    return ((PlanBound.AtMost) question.within(LONG)).output();
  }

  @Test
  void goesBesideWhatIsWrittenNextAndIsWrittenOnce() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("one"));
    failsAPlan(new Rejection.SimulationReverted("two"));
    TokenAmount most = awaited(2);
    CancelRequested next = new CancelRequested(ID, "me");

    assertThat(bounds.beside(List.of())).isEmpty();
    List<IntentEvent> both = bounds.beside(List.of(next));
    assertThat(both).containsExactly(new PlanBounded(ID, 2, most), next);
    assertThat(journal.append(both, List.of())).isEqualTo(Journal.Written.DURABLE);

    assertThat(bounds.beside(List.of(next))).containsExactly(next);
    assertThat(bounds.write()).isFalse();
    bounds.close();
    assertThat(lost).isEmpty();
    assertThat(journal.state().details().isBounded(1)).isFalse();
  }

  @Test
  void isWrittenOnTopOfWhatOthersWroteMeanwhile() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("no"));
    TokenAmount most = awaited(1);
    CancelRequested wish = new CancelRequested(ID, "somebody");
    write(3, wish);

    assertThat(bounds.write()).isTrue();
    assertThat(store.lifeOf(ID)).last().isEqualTo(wish);
    assertThat(bounds.write()).isTrue();
    assertThat(bounds.write()).isFalse();

    assertThat(store.lifeOf(ID)).last().isEqualTo(new PlanBounded(ID, 1, most));
    assertThat(store.lifeOf(ID).stream().filter(PlanBounded.class::isInstance)).hasSize(1);
  }

  @Test
  void isWrittenOnceWhereTheLogsAnswerIsLost() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("no"));
    awaited(1);
    store.loseAnswers(2);

    assertThat(bounds.write()).isTrue();
    assertThat(bounds.write()).isFalse();

    assertThat(store.lifeOf(ID).stream().filter(PlanBounded.class::isInstance)).hasSize(1);
  }

  @Test
  void wakesTheIntentThatWaitsToBePlannedAnew() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("no"));
    Ceilings.Question question = ceilings.ask(PLAN, market());
    bounds.await(1, question);
    bell.await(LONG);

    assertThat(question.answer()).isPresent();
    assertThat(bounds.write()).isTrue();
  }

  @Test
  void tellsWhatIsNotInTheLogWhenTheIntentsWorkEnds() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("no"));
    awaited(1);
    write(3, new CancelRequested(ID, "somebody"));
    write(4, new IntentEvent.Cancelled(ID, Wei.ZERO));
    journal.markStale();
    journal.refresh();

    assertThat(bounds.write()).isFalse();
    bounds.close();

    assertThat(lost).containsExactly("it had no place in the log before the intent's work ended");
    assertThat(store.lifeOf(ID).stream().filter(PlanBounded.class::isInstance)).isEmpty();
  }

  @Test
  void tellsWhyNobodyWillKnow() throws InterruptedException {
    failsAPlan(new Rejection.SimulationReverted("no"));
    Market market = market();
    ceilings.close();
    bounds.await(1, ceilings.ask(PLAN, market));

    assertThat(bounds.write()).isFalse();
    assertThat(lost).containsExactly("the node is closing");
    bounds.close();
    assertThat(lost).hasSize(1);
  }
}
