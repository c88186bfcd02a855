package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Verdict;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Privacy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What no plan could have got, on the devnet, where a plan is simulated before that is known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevnetBoundTest {
  private final TestDatabase database = TestDatabases.create();
  private final DevnetWorld world = new DevnetWorld(TestLogs.on(database));

  @AfterEach
  void stop() {
    world.stop();
    assertThat(world.stops).isEmpty();
  }

  @AfterAll
  void close() {
    Verdict verdict = world.store.verifier().verify((_, _) -> {});
    world.close();
    database.close();
    assertThat(verdict).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void everyPlanHasItsBoundOnceItIsSettled() throws InterruptedException {
    IntentEngine engine = world.start();
    List<Token> tokens = world.tokens.all();
    List<IntentId> trades = new ArrayList<>();
    for (int i = 0; i < 2 * tokens.size(); i++) {
      Token sell = tokens.get(i % tokens.size());
      Token buy = tokens.get((i + 1 + i / tokens.size()) % tokens.size());
      IntentId trade = new IntentId(UUID.randomUUID());
      engine.desk().submit(world.sell(trade, sell, 1, buy, Privacy.PUBLIC), "desk");
      assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.SETTLED);
      trades.add(trade);
    }

    assertThat(trades).allSatisfy(this::gotNoMoreThanAnyPlanCould);
    System.out.println(
        "%d of %d bounds came after their plans"
            .formatted(
                trades.stream().filter(trade -> world.names(trade).contains("PlanBounded")).count(),
                trades.size()));
  }

  private void gotNoMoreThanAnyPlanCould(IntentId trade) {
    IntentState end = world.state(trade);
    List<Grounds> grounds = end.details().grounds();
    assertThat(grounds)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.bound()).isInstanceOf(PlanBound.AtMost.class));
    assertThat(grounds.getLast().bound())
        .isInstanceOfSatisfying(
            PlanBound.AtMost.class,
            most -> {
              assertThat(most.output()).isGreaterThanOrEqualTo(end.details().carriedOut().quoted());
              assertThat(((IntentState.Ended) end).end())
                  .isInstanceOfSatisfying(
                      IntentEvent.Settled.class,
                      settled -> assertThat(settled.bought()).isLessThanOrEqualTo(most.output()));
            });
  }

  @Test
  void aPlanThatDidNotHoldHasItsBoundWhileTheIntentWaits() throws InterruptedException {
    IntentEngine engine = world.start();
    Token wbtc = world.tokens.wbtc();
    world.refuseTransfersOf(wbtc);
    IntentId trade = new IntentId(UUID.randomUUID());
    engine.desk().submit(world.sell(trade, wbtc, 1, world.tokens.weth(), Privacy.PUBLIC), "desk");

    world.await(trade, state -> !state.details().grounds().isEmpty());
    world.await(trade, state -> state.details().isBounded(1));

    assertThat(world.names(trade)).contains("Deferred").doesNotContain("Assigned");
    world.admitTransfersOf(wbtc);
    assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.state(trade).details().grounds())
        .allSatisfy(each -> assertThat(each.bound()).isInstanceOf(PlanBound.AtMost.class));
  }
}
