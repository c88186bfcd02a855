package dev.fairlead.event.postgres;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.signing.EventSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Opens logs with anchors whose tree and checkpoints follow when a test says so. */
final class EvidenceFixture {
  private static final Duration NEVER = Duration.ofDays(1);

  private EvidenceFixture() {}

  static EvidenceSettings anchored(CheckpointAnchor... anchors) {
    return new EvidenceSettings(NEVER, List.of(anchors), Set.of());
  }

  static EventStore open(LogFixture fixture, EvidenceSettings evidence, EventSigner signer) {
    return open(fixture, evidence, signer, InstantSource.system(), EventStoreObserver.silent());
  }

  static EventStore open(
      LogFixture fixture,
      EvidenceSettings evidence,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer) {
    EventStoreSettings settings =
        new EventStoreSettings("node-1", Access.SHARED, Duration.ofSeconds(10), 4, 100_000);
    return PostgresEventStore.open(fixture.database(), settings, evidence, signer, clock, observer);
  }
}
