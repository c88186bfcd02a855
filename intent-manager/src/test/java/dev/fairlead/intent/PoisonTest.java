package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node that starts on a log with an event that it can't read. */
final class PoisonTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  private static EventStore open(TestDatabase database) {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("test"),
        SIGNER,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  private static void trade(DevnetWorld world, IntentEngine engine, IntentId id) {
    Token usdc = world.tokens.usdc();
    engine.desk().submit(world.sell(id, usdc, 1_000, world.tokens.weth(), Privacy.PUBLIC), "desk");
  }

  /** Gives the intent's events of one type another one, and has the index begin anew. */
  private static void rename(TestDatabase database, IntentId id, String from, String to)
      throws SQLException {
    LogDatabase log = database.database();
    try (Connection connection =
            DriverManager.getConnection(
                log.url(),
                log.owner().user(),
                new String(log.owner().password().reveal(), StandardCharsets.UTF_8));
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      assertThat(
              statement.executeUpdate(
                  "UPDATE fairlead.event SET type = '%s' WHERE type = '%s' AND stream_id = '%s'"
                      .formatted(to, from, id)))
          .isPositive();
      statement.execute("DELETE FROM fairlead.intent_index");
      statement.execute("UPDATE fairlead.projection SET position = 0");
    }
  }

  @Test
  @DisplayName(
      "failures #37: a node starts around an intent that it can't read: the intent's lane gives out"
          + " no nonce, what has one goes on, and all goes on once it can be read")
  void startsAroundAnIntentThatCanNotBeRead() throws Exception {
    IntentId poisoned = new IntentId(UUID.randomUUID());
    IntentId bound = new IntentId(UUID.randomUUID());
    IntentId fresh = new IntentId(UUID.randomUUID());
    try (TestDatabase database = TestDatabases.create();
        DevnetWorld world = new DevnetWorld(open(database))) {
      IntentEngine engine = world.start();
      trade(world, engine, poisoned);
      world.await(poisoned, IntentStatus.SUBMITTED);
      trade(world, engine, bound);
      world.await(bound, IntentStatus.SUBMITTED);
      world.stop();
      world.store.close();
      rename(database, poisoned, "transaction.signed.v1", "transaction.signed.v9");

      world.comeBackOn(open(database));
      engine = world.start();
      assertThat(world.stops).singleElement().isInstanceOf(UnreadableEvent.class);
      assertThat(world.finish(bound).status()).isEqualTo(IntentStatus.SETTLED);
      trade(world, engine, fresh);
      world.await(fresh, _ -> world.names(fresh).contains("Deferred"));
      assertThat(world.lifeOf(fresh))
          .filteredOn(IntentEvent.Deferred.class::isInstance)
          .first()
          .isInstanceOfSatisfying(
              IntentEvent.Deferred.class,
              event ->
                  assertThat(event.reason())
                      .isInstanceOfSatisfying(
                          Rejection.Halted.class,
                          halted -> assertThat(halted.reason()).contains(poisoned.toString())));
      assertThat(world.names(fresh)).doesNotContain("Assigned");
      assertThatThrownBy(() ->
              new NodeHistory(world.store, new History(world.store))
                  .at(world.store.log().head().position(), LogPosition.START, 100))
          .isInstanceOf(UnreadableEvent.class);
      world.stop();
      world.store.close();
      rename(database, poisoned, "transaction.signed.v9", "transaction.signed.v1");

      world.comeBackOn(open(database));
      world.start();
      assertThat(world.finish(poisoned).status()).isEqualTo(IntentStatus.SETTLED);
      assertThat(world.finish(fresh).status()).isEqualTo(IntentStatus.SETTLED);
      world.stop();
      world.store.close();
    }
  }
}
