package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.fee.Tips;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How soon an intent is wanted in a block, and what is offered for it. */
final class WantedSpeedTest {
  private static final Tips TIPS =
      new Tips(FeePerGas.of(10), FeePerGas.of(20), FeePerGas.of(30), FeePerGas.of(40));

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource
  void offersTheTipOfTheSpeedThatTheIntentNames(InclusionSpeed speed) throws InterruptedException {
    assertThat(offered(speed)).isNotEmpty().containsOnly(TIPS.of(speed));
    assertThat(planned()).isEqualTo(speed);
  }

  @Test
  void offersTheTipThatTheDeadlineNeedsWhereTheIntentNamesNoSpeed() throws InterruptedException {
    assertThat(offered(null)).isNotEmpty().containsOnly(TIPS.fast());
    assertThat(planned()).isEqualTo(InclusionSpeed.FAST);
  }

  /** The tips of all that is signed for an intent with a minute left, five blocks. */
  private List<FeePerGas> offered(@Nullable InclusionSpeed speed) throws InterruptedException {
    world.chain.setTips(TIPS);
    IntentEngine engine = world.start();
    engine.desk().submit(wanting(speed), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    world.finish(Samples.id(1));
    return world.chain.offered().stream()
        .map(SignedTransaction::transaction)
        .map(UnsignedTransaction::maxPriorityFee)
        .toList();
  }

  private @Nullable InclusionSpeed planned() {
    for (IntentEvent event : world.store.lifeOf(Samples.id(1))) {
      if (event instanceof IntentEvent.Planned planned && planned.gas() != null) {
        return planned.gas().speed();
      }
    }
    throw new AssertionError("nothing was planned");
  }

  private static IntentRequest wanting(@Nullable InclusionSpeed speed) {
    IntentRequest plain = World.sell(1, 1_000);
    IntentRequest.Terms terms = plain.terms();
    return new IntentRequest(
        plain.id(),
        plain.strategy(),
        plain.type(),
        plain.assets(),
        plain.funding(),
        new IntentRequest.Terms(
            terms.maxSlippage(),
            terms.timeWindow(),
            terms.notBefore(),
            terms.deadline(),
            terms.limitPrice(),
            terms.maxGasCost(),
            speed,
            terms.privacy(),
            terms.style(),
            terms.venues(),
            terms.tokens(),
            terms.route()));
  }
}
