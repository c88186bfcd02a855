package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.signing.EventSigner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Changes which keys may seal a log, while its nodes are stopped: one that still runs is fenced
 * off, so that nothing is sealed by a key that counts no more. Works as the log's reader and
 * writer, and needs no owner.
 */
public final class KeyHistory {
  private final LogDatabase database;
  private final EvidenceSettings evidence;
  private final String node;

  /** {@code node}: in whose life the changes are recorded. */
  public KeyHistory(LogDatabase database, EvidenceSettings evidence, String node) {
    this.database = database;
    this.evidence = evidence;
    this.node = node;
  }

  /**
   * Introduces the next key under the seal of the present one, then revokes the present one under
   * the seal of the next. Snapshots that the present one vouched for the next one does. May be
   * repeated when it was interrupted.
   */
  public void rotate(EventSigner present, EventSigner next, InstantSource clock) {
    if (ring().revokedAt(present.key()).isEmpty()) {
      try (PostgresEventStore store = open(present, clock)) {
        store.handOver(node, next);
      }
    }
    revoke(present.key(), next, clock);
  }

  /**
   * Revokes a key, sealed by another one: from here on its seals don't count, and no snapshot that
   * it vouched for, until a rebuild.
   *
   * @throws IllegalArgumentException when the log does not know the key, or it would seal its own
   *     end
   */
  public void revoke(String key, EventSigner by, InstantSource clock) {
    if (key.equals(by.key())) {
      throw new IllegalArgumentException(
          "key " + key + " is the node's own; give the node another one first: rotate-key");
    }
    try (PostgresEventStore store = open(by, clock)) {
      store.keys().revoke(node, key);
    }
  }

  private PostgresEventStore open(EventSigner signer, InstantSource clock) {
    return PostgresEventStore.openWithoutOwner(
        database,
        new EventStoreSettings(node, Access.TAKE_OVER, Duration.ofSeconds(30), 4, 100_000),
        evidence,
        signer,
        clock,
        EventStoreObserver.silent());
  }

  private KeyRing ring() {
    try (Connection connection = ConnectionSettings.reader(database).open()) {
      return KeyRing.read(
          new LogReader(DSL.using(connection, SQLDialect.POSTGRES)), Long.MAX_VALUE, Set.of());
    } catch (SQLException e) {
      throw DatabaseFailure.toException("reading the keys", e);
    }
  }
}
