package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of the log that is older than what the chain did since. */
final class DevnetRestoreTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());
  private static final long WHOLE = 1_000;

  @TempDir private Path directory;

  private Path checkpoints() {
    return directory.resolve("checkpoints.log");
  }

  private EventStore open(TestDatabase database) {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("test"),
        new EvidenceSettings(
            Duration.ofMillis(100), List.of(new FileAnchor(checkpoints())), Set.of()),
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

  private static List<RecordedEvent> accountEvents(DevnetWorld world) {
    return world.store.log().read(StreamId.account(world.dev.id(), world.signer.account()));
  }

  private static List<NodeEvent.UsedNonce> sent(DevnetWorld world, IntentId id) {
    return world.lifeOf(id).stream()
        .filter(IntentEvent.Signed.class::isInstance)
        .map(IntentEvent.Signed.class::cast)
        .map(event ->
            new NodeEvent.UsedNonce(
                event.transaction().transaction().nonce(), event.transaction().hash()))
        .toList();
  }

  private void awaitCheckpoint(LogPosition position) throws Exception {
    FileAnchor anchor = new FileAnchor(checkpoints());
    Bell pause = new Bell();
    for (int i = 0;
        i < 1_000 && anchor.last().map(Checkpoint::size).orElse(0L) < position.value();
        i++) {
      pause.pause(Duration.ofMillis(20));
    }
    assertThat(anchor.last().map(Checkpoint::size)).contains(position.value());
  }

  private static AccountHold awaitHold(DevnetWorld world, IntentEngine engine)
      throws InterruptedException {
    Bell pause = new Bell();
    for (int i = 0; i < 2_000 && engine.accounts().held().isEmpty(); i++) {
      pause.pause(Duration.ofMillis(5));
    }
    assertThat(engine.accounts().held()).as("stops %s", world.stops).hasSize(1);
    return engine.accounts().held().getFirst();
  }

  @Test
  @DisplayName(
      "failures #42, #31: a log restored to an older point is refused; without its checkpoints"
          + " nothing is sent before a person has explained every nonce that the chain has and the log has not")
  void sendsNothingOnAnOlderLogUntilItIsExplained() throws Exception {
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
        assertThat(engine.accounts().held()).isEmpty();
        assertThat(accountEvents(world)).isEmpty();
        List<NodeEvent.UsedNonce> unknown = sent(world, lost);
        Nonce highest = unknown.getLast().nonce();
        world.stop();
        awaitCheckpoint(world.store.log().head().position());
        world.store.close();

        assertThatThrownBy(() -> open(backup)).isInstanceOf(LogDiverged.class);
        Files.move(checkpoints(), directory.resolve("checkpoints.lost"));
        world.comeBackOn(open(backup));
        engine = world.start();
        trade(world, engine, fresh);
        AccountHold hold = awaitHold(world, engine);
        assertThat(hold.used()).isEqualTo(unknown);
        assertThat(hold.first()).isEqualTo(unknown.getFirst().nonce());
        assertThat(hold.next()).isEqualTo(highest.next());
        assertThat(world.finish(sent)).isEqualTo(settled);
        assertThat(world.lifeOf(fresh)).doesNotHaveAnyElementsOfTypes(IntentEvent.Assigned.class);
        world.stop();

        engine = world.start();
        assertThat(awaitHold(world, engine)).isEqualTo(hold);
        assertThat(engine.accounts().resume(world.dev.id(), world.signer.account(), "anna", "old"))
            .contains(hold);
        assertThat(world.finish(fresh).status()).isEqualTo(IntentStatus.SETTLED);

        assertThat(engine.accounts().held()).isEmpty();
        assertThat(engine.accounts().resume(world.dev.id(), world.signer.account(), "anna", "old"))
            .isEmpty();
        assertThat(accountEvents(world))
            .extracting(RecordedEvent::event)
            .containsExactly(
                new NodeEvent.AccountHeld(
                    hold.chain(), hold.account(), hold.first(), hold.next(), hold.used()),
                new NodeEvent.AccountResumed(
                    hold.chain(), hold.account(), hold.next(), "anna", "old"));
        assertThat(world.lifeOf(lost)).isEmpty();
        assertThat(assigned(world, fresh))
            .allSatisfy(event -> assertThat(event.transaction().nonce()).isGreaterThan(highest));
        assertThat(before.minus(world.balance(world.tokens.usdc())))
            .isEqualTo(DevnetWorld.whole(world.tokens.usdc(), 3 * WHOLE));
        assertThat(world.stops).isEmpty();
        world.stop();
        world.store.close();
      }
    }
  }
}
