package dev.fairlead.event;

import java.util.Optional;

/**
 * The log with all that is derived from it, for one node; close it last. Safe for use by many
 * threads.
 */
public interface EventStore extends AutoCloseable {
  EventLog log();

  /** All intents at a glance. */
  IntentIndex intents();

  /** Who holds which nonce and which idempotency key. */
  Claims claims();

  LogVerifier verifier();

  /** Why the log is on plain PostgreSQL without TimescaleDB; none when it is on TimescaleDB. */
  Optional<String> degraded();

  @Override
  void close();
}
