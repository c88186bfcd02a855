package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.StreamId;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class KeyRingTest {
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
