package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A backup of the log that is older than what the chain did since. */
final class DevnetRestoreTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());
  private static final long WHOLE = 1_000;

  private static EventStore open(TestDatabase database) {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("test"),
        SIGNER,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  private static IntentId next() {
    return new IntentId(UUID.randomUUID());
  }

  private static List<IntentEvent.Assigned> assigned(DevnetWorld world, IntentId id) {
    return world.lifeOf(id).stream()
        .filter(IntentEvent.Assigned.class::isInstance)
        .map(IntentEvent.Assigned.class::cast)
        .toList();
  }

  private static void trade(DevnetWorld world, IntentEngine engine, IntentId id) {
    Token usdc = world.tokens.usdc();
    engine.desk().submit(world.sell(id, usdc, WHOLE, world.tokens.weth(), Privacy.PUBLIC), "desk");
  }

  @Test
  @DisplayName(
      "failures #42: on a log restored to an older point nothing is done twice, and no"
          + " nonce that the chain has seen is used again")
  void doesNothingTwiceOnAnOlderLog() throws Exception {
    IntentId sent = next();
    IntentId lost = next();
    IntentId fresh = next();
    try (TestDatabase database = TestDatabases.create();
        DevnetWorld world = new DevnetWorld(open(database))) {
      Uint256 before = world.balance(world.tokens.usdc());
      trade(world, world.start(), sent);
      world.await(sent, IntentStatus.SUBMITTED);
      world.stop();
      world.store.close();
      try (TestDatabase backup = database.copy()) {
        world.comeBackOn(open(database));
        IntentEngine engine = world.start();
        IntentState settled = world.finish(sent);
        trade(world, engine, lost);
        assertThat(world.finish(lost).status()).isEqualTo(IntentStatus.SETTLED);
        long highest = assigned(world, lost).getLast().transaction().nonce().value();
        world.stop();
        world.store.close();

        world.comeBackOn(open(backup));
        engine = world.start();
        assertThat(world.finish(sent)).isEqualTo(settled);
        trade(world, engine, fresh);
        assertThat(world.finish(fresh).status()).isEqualTo(IntentStatus.SETTLED);

        assertThat(world.lifeOf(lost)).isEmpty();
        assertThat(assigned(world, fresh))
            .allSatisfy(
                event -> assertThat(event.transaction().nonce().value()).isGreaterThan(highest));
        assertThat(before.minus(world.balance(world.tokens.usdc())))
            .isEqualTo(DevnetWorld.whole(world.tokens.usdc(), 3 * WHOLE));
        assertThat(world.stops).isEmpty();
        world.stop();
        world.store.close();
      }
    }
  }
}
