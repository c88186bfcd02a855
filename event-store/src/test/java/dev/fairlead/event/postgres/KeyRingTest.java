package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class KeyRingTest {
  private static final LocalEventSigner NODE = LocalEventSigner.generate(new SecureRandom());
  private static final LocalEventSigner THIEF = LocalEventSigner.generate(new SecureRandom());

  private static RecordedEvent recorded(long position, NodeEvent event) {
    return new RecordedEvent(
        new LogPosition(position),
        new StreamId("node", "node-1"),
        position,
        EventId.next(),
        Instant.EPOCH,
        "test",
        Bytes.EMPTY,
        event,
        Bytes32.ZERO,
        Bytes32.ZERO);
  }

  @Test
  void countsAKeyFromItsIntroductionOnAndUpToItsRevocation() {
    KeyRing ring =
        KeyRing.of(
            List.of(
                recorded(5, new NodeEvent.KeyIntroduced(NODE.key(), NODE.publicKey())),
                recorded(9, new NodeEvent.KeyRevoked(NODE.key()))),
            Set.of());

    assertThat(ring.at(NODE.key(), 4)).isEmpty();
    assertThat(ring.trouble(NODE.key(), 4)).contains("which counts from position 5 on only");
    assertThat(ring.at(NODE.key(), 5)).isPresent();
    assertThat(ring.at(NODE.key(), 8)).isPresent();
    assertThat(ring.at(NODE.key(), 9)).isEmpty();
    assertThat(ring.trouble(NODE.key(), 9)).contains("which was revoked at position 9");
  }

  @Test
  void countsNoKeyUnderTheNameOfAnother() {
    KeyRing ring =
        KeyRing.of(
            List.of(
                recorded(5, new NodeEvent.KeyIntroduced(NODE.key(), THIEF.publicKey())),
                recorded(6, new NodeEvent.KeyIntroduced("a name", THIEF.publicKey()))),
            Set.of());

    assertThat(ring.names()).isEmpty();
    assertThat(ring.at(NODE.key(), 7)).isEmpty();
    assertThat(ring.trouble(NODE.key(), 7)).contains("which the log never introduced");
  }

  @Test
  @DisplayName("failures #39: keys count also behind what a later version tells of a node")
  void knowsKeysBehindAnEventThatItCanNotRead() {
    LocalEventSigner second = LocalEventSigner.generate(new SecureRandom());
    try (LogFixture fixture = new LogFixture()) {
      append(fixture.open().log(), new StreamId("node", "node-3"), 0, "started");
      try (EventStore _ =
          PostgresEventStore.open(
              fixture.database(),
              EventStoreSettings.of("node-2"),
              second,
              InstantSource.system(),
              EventStoreObserver.silent())) {
        fixture.tamper("UPDATE event SET type = 'node.novel.v9' WHERE position = 2");
        KeyRing ring = KeyRing.read(new LogReader(Sql.of(fixture.database())), 3, Set.of());

        assertThat(ring.names()).containsExactlyInAnyOrder(LogFixture.SIGNER.key(), second.key());
      }
    }
  }
}
