package dev.fairlead.intent;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Logs on databases of their own, signed by keys of their own. */
final class TestLogs {
  private TestLogs() {}

  static EventStore on(TestDatabase database) {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("test"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }
}
