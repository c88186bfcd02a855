package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that comes back without the venue whose pool an unsigned program names. */
final class PoolRemovedTest {
  private static final IntentId ID = Samples.id(1);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "SIGNATURE_MADE"})
  @DisplayName("failures #149: a program whose pools can't be compared is given up, not signed")
  void givesUpWhatItCanNotCompare(CrashPoint point) throws InterruptedException {
    AtomicBoolean killed = new AtomicBoolean();
    IntentEngine engine =
        world.start((reached, _) -> {
          if (killed.get() || reached == point) {
            killed.set(true);
            throw new IllegalStateException("killed at " + reached);
          }
        });
    try {
      engine.desk().submit(World.sell(ID, 1_000, Privacy.PUBLIC, ExecutionStyle.ADAPTIVE), "desk");
    } catch (IllegalStateException e) {
      // The intent's own thread may be there first.
      assertThat(e).hasMessageContaining("killed");
    }
    world.await(ID, killed, point);
    world.stop();
    world.removeVenues();
    world.start();

    IntentState end = world.finish(ID);

    assertThat(end.status())
        .as("%s, stops %s", world.names(ID), world.stops)
        .isEqualTo(IntentStatus.FAILED);
    assertThat(world.store.lifeOf(ID).getLast())
        .isInstanceOfSatisfying(
            IntentEvent.Failed.class,
            failed -> assertThat(failed.reason()).isInstanceOf(Rejection.NoRoute.class));
    assertThat(world.chain.trades()).isZero();
    assertThat(end.details().slots())
        .isNotEmpty()
        .allSatisfy(slot ->
            assertThat(slot.included().orElseThrow().role())
                .isEqualTo(TransactionRole.CANCELLATION));
  }
}
