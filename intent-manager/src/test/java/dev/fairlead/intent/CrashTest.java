package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine dies at each point of a life, a new one takes over with nothing but the log, and the
 * world is looked at from outside: one trade or none, no nonce lost, nothing sent before it was
 * durable.
 */
final class CrashTest {
  private static final IntentId ID = Samples.id(1);

  /** What a killed process does: nothing any more. No one catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(CrashPoint point) {
      super("killed at " + point, null, false, false);
    }
  }

  private enum Story {
    TRADES,
    TRADES_PRIVATELY,
    WAITS_FIRST,
    REORGANISED,
    CANCELLED
  }

  private static Story storyOf(CrashPoint point) {
    return switch (point) {
      case DEFERRED -> Story.WAITS_FIRST;
      case RETRACTION_SEEN, RETRACTED -> Story.REORGANISED;
      case CANCEL_ASKED,
          CANCEL_REQUESTED,
          CANCELLATION_ASSIGNED,
          CANCELLATION_SIGNATURE_MADE,
          CANCELLATION_SIGNED,
          CANCELLATION_SENT,
          CANCELLATION_SUBMITTED ->
          Story.CANCELLED;
      case RECEIVED,
          ACCEPTED,
          PLANNED,
          SIMULATED,
          ASSIGNED,
          SIGNATURE_MADE,
          SIGNED,
          SENT,
          SUBMITTED,
          INCLUSION_SEEN,
          INCLUDED,
          FINALITY_SEEN,
          ENDED ->
          Story.TRADES;
    };
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #1-#14: killed at any point, the intent ends once and right")
  void endsOnceWhereverItIsKilled(CrashPoint point) throws InterruptedException {
    run(point, storyOf(point), RouterUse.NEVER);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "failures #1-#14: killed at any point, an intent that trades by a venue's router ends once and"
          + " right")
  void endsOnceByAVenuesRouterWhereverItIsKilled(CrashPoint point) throws InterruptedException {
    run(point, storyOf(point), RouterUse.WHEN_POSSIBLE);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RECEIVED",
        "ACCEPTED",
        "PLANNED",
        "SIMULATED",
        "ASSIGNED",
        "SIGNATURE_MADE",
        "SIGNED",
        "SENT",
        "SUBMITTED",
        "INCLUSION_SEEN",
        "INCLUDED",
        "FINALITY_SEEN",
        "ENDED"
      })
  @DisplayName("failures #9, I7: killed at any point, a private intent ends once and stays private")
  void endsOnceInPrivateWhereverItIsKilled(CrashPoint point) throws InterruptedException {
    run(point, Story.TRADES_PRIVATELY, RouterUse.NEVER);
  }

  @Test
  @DisplayName("failures #16: killed at every point one after the other, the intent ends once")
  void endsOnceWhenItIsKilledAtEveryPointInARow() throws InterruptedException {
    try (World world = new World()) {
      for (CrashPoint point : CrashPoint.values()) {
        AtomicBoolean killed = new AtomicBoolean();
        IntentEngine engine = world.start(killAt(point, killed));
        submit(engine, Story.TRADES);
        for (int i = 0; i < 3 && !killed.get(); i++) {
          world.store.awaitChange(world.store.head().position().value(), Duration.ofMillis(30), ID);
          world.chain.mine();
        }
        world.stop();
      }
      submit(world.start(), Story.TRADES);
      check(world, world.finish(ID), Story.TRADES);
    }
  }

  private static void run(CrashPoint point, Story story, RouterUse use)
      throws InterruptedException {
    try (World world = new World(use)) {
      if (story == Story.WAITS_FIRST) {
        setDollars(world, 0);
      }
      AtomicBoolean killed = new AtomicBoolean();
      IntentEngine engine = world.start(killAt(point, killed));
      tell(world, engine, story, killed);
      world.await(ID, killed, point);
      world.stop();
      IntentEngine next = world.start();
      tell(world, next, story, new AtomicBoolean());
      check(world, world.finish(ID), story);
      assertThat(called(world))
          .containsOnly(use == RouterUse.NEVER ? Samples.EXECUTOR : Ledger.ROUTER.address());
    }
  }

  /** The contracts that trades were to call. */
  private static List<Address> called(World world) {
    return world
        .store
        .stateOf(ID)
        .details()
        .payloads()
        .filter(payload -> payload.role() == TransactionRole.TRADE)
        .map(payload -> payload.transaction().to())
        .toList();
  }

  private static CrashPoints killAt(CrashPoint point, AtomicBoolean killed) {
    return (reached, _) -> {
      if (killed.get()) {
        throw new Killed(reached);
      }
      if (reached == point) {
        killed.set(true);
        throw new Killed(point);
      }
    };
  }

  private static void submit(IntentEngine engine, Story story) {
    Privacy privacy = story == Story.TRADES_PRIVATELY ? Privacy.PRIVATE : Privacy.PUBLIC;
    try {
      engine.desk().submit(World.sell(ID, 1_000, privacy, ExecutionStyle.ADAPTIVE), "desk");
    } catch (Killed e) {
      assertThat(e).hasMessageContaining("killed");
    }
  }

  private static void cancel(IntentEngine engine) {
    try {
      engine.desk().cancel(ID, "desk");
    } catch (Killed e) {
      assertThat(e).hasMessageContaining("killed");
    }
  }

  /**
   * What the client and the chain do, from wherever the story stands; it stops when it is killed.
   */
  private static void tell(World world, IntentEngine engine, Story story, AtomicBoolean killed)
      throws InterruptedException {
    submit(engine, story);
    switch (story) {
      case TRADES, TRADES_PRIVATELY -> {
        for (int i = 0; i < 8 && !killed.get() && isOpen(world); i++) {
          settle(world, killed);
          world.chain.mine();
        }
      }
      case WAITS_FIRST -> {
        world.await(ID, killed, _ -> world.names(ID).contains("Deferred"));
        if (!killed.get()) {
          setDollars(world, 1_000_000_000_000L);
        }
      }
      case REORGANISED -> {
        boolean before = world.names(ID).contains("Retracted");
        world.await(ID, killed, s -> has(s, TransactionRole.TRADE));
        if (!before && !killed.get()) {
          mineUntilIncluded(world, killed);
          world.await(ID, killed, s -> s.status() == IntentStatus.INCLUDED);
          world.chain.reorganise(1);
          world.chain.mineOnly();
        }
      }
      case CANCELLED -> {
        world.await(ID, killed, s -> has(s, TransactionRole.TRADE));
        cancel(engine);
        for (int i = 0; i < 3 && !killed.get() && isOpen(world); i++) {
          settle(world, killed);
        }
      }
    }
  }

  private static void setDollars(World world, long units) {
    world.chain.change(ledger ->
        ledger.setBalance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.of(units)));
  }

  /** A block that came before the bytes were offered again has none of them. */
  private static void mineUntilIncluded(World world, AtomicBoolean killed)
      throws InterruptedException {
    for (int i = 0; i < 8 && !killed.get(); i++) {
      settle(world, killed);
      if (world.store.stateOf(ID).status() == IntentStatus.INCLUDED) {
        return;
      }
      world.chain.mine();
    }
  }

  private static boolean has(IntentState state, TransactionRole role) {
    return state.details().payloads().anyMatch(p -> p.role() == role && !p.submissions().isEmpty());
  }

  private static boolean isOpen(World world) {
    return world.store.lifeOf(ID).isEmpty() || world.store.stateOf(ID) instanceof IntentState.Open;
  }

  /** Lets the engine come to rest, as far as that can be seen from outside. */
  private static void settle(World world, AtomicBoolean killed) throws InterruptedException {
    long length;
    do {
      length = world.store.head().position().value();
      if (killed.get()) {
        return;
      }
      if (!world.store.lifeOf(ID).isEmpty()) {
        world.store.awaitChange(length, Duration.ofMillis(40), ID);
      }
    } while (world.store.head().position().value() > length);
  }

  private static void check(World world, IntentState end, Story story) {
    assertThat(end.status())
        .as("life %s", world.names(ID))
        .isEqualTo(story == Story.CANCELLED ? IntentStatus.CANCELLED : IntentStatus.SETTLED);
    assertThat(world.chain.trades()).isEqualTo(story == Story.CANCELLED ? 0 : 1);
    List<IntentEvent> life = world.store.lifeOf(ID);
    assertThat(life.stream().filter(IntentEvent.Accepted.class::isInstance)).hasSize(1);
    long held = end.details().slots().size();
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(held);
    assertThat(end.details().payloads().filter(p -> p.role() == TransactionRole.TRADE)).hasSize(1);
    if (story == Story.TRADES_PRIVATELY) {
      assertThat(world.chain.offered()).isEmpty();
      assertThat(world.relay.offered().stream().map(SignedTransaction::hash).distinct()).hasSize(2);
    }
  }
}
