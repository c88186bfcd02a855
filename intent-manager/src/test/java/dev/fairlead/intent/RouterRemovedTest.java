package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that comes back without the router that a plan was assigned to. */
final class RouterRemovedTest {
  private static final IntentId ID = Samples.id(1);
  private static final IntentId NEXT = Samples.id(2);
  private static final TokenAmount NOTHING = Samples.USDC.amount(Uint256.ZERO);

  private final World world = new World(RouterUse.WHEN_POSSIBLE);

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ASSIGNED, PUBLIC",
    "SIGNATURE_MADE, PUBLIC",
    "ASSIGNED, PRIVATE",
    "SIGNATURE_MADE, PRIVATE"
  })
  @DisplayName(
      "failures #149: what nothing is signed for any more is given up, and holds up nobody")
  void givesUpWhatWasNotSigned(CrashPoint point, Privacy privacy) throws InterruptedException {
    comeBackWithoutRouters(point, privacy);
    IntentState end = world.finish(ID);

    assertThat(end.status())
        .as("%s, stops %s", world.names(ID), world.stops)
        .isEqualTo(IntentStatus.FAILED);
    assertThat(world.store.lifeOf(ID).getLast())
        .isInstanceOfSatisfying(
            IntentEvent.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(
                        new Rejection.RouterGone(MemoryVenue.VENUE, Ledger.ROUTER.address())));
    assertThat(world.spent()).isEqualTo(NOTHING);
    assertThat(world.chain.trades()).isZero();
    assertThat(end.details().slots())
        .hasSize(2)
        .allSatisfy(slot ->
            assertThat(slot.included().orElseThrow().role())
                .isEqualTo(TransactionRole.CANCELLATION));
  }

  @Test
  @DisplayName("failures #149: the account's next intent trades by the executor")
  void tradesOnByTheExecutor() throws InterruptedException {
    IntentEngine engine = comeBackWithoutRouters(CrashPoint.ASSIGNED, Privacy.PUBLIC);
    engine.desk().submit(World.sell(2, 1_000), "desk");

    assertThat(world.finish(NEXT).status()).isEqualTo(IntentStatus.SETTLED);

    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.FAILED);
    assertThat(world.chain.trades()).isEqualTo(1);
    assertThat(world.store.stateOf(NEXT).details().payloads().toList().getLast())
        .satisfies(trade -> assertThat(trade.transaction().to()).isEqualTo(Samples.EXECUTOR));
  }

  @Test
  @DisplayName("failures #3: what was signed goes on as it is")
  void goesOnWithWhatWasSigned() throws InterruptedException {
    comeBackWithoutRouters(CrashPoint.SIGNED, Privacy.PUBLIC);

    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);

    assertThat(world.chain.trades()).isEqualTo(1);
    assertThat(world.names(ID)).doesNotContain("CancelRequested");
  }

  private IntentEngine comeBackWithoutRouters(CrashPoint point, Privacy privacy)
      throws InterruptedException {
    AtomicBoolean killed = new AtomicBoolean();
    IntentEngine engine =
        world.start((reached, _) -> {
          if (killed.get() || reached == point) {
            killed.set(true);
            throw new IllegalStateException("killed at " + reached);
          }
        });
    try {
      engine.desk().submit(World.sell(ID, 1_000, privacy, ExecutionStyle.ADAPTIVE), "desk");
    } catch (IllegalStateException e) {
      // The intent's own thread may be there first.
      assertThat(e).hasMessageContaining("killed");
    }
    world.await(ID, killed, point);
    world.stop();
    world.removeRouters();
    return world.start();
  }
}
