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

  /** Where named readers are. */
  Cursors cursors();

  /** The tables that are derived from the log. */
  Projections projections();

  /** How intents stood now and then, for answers about the past. */
  Snapshots snapshots();

  LogStatistics statistics();

  LogVerifier verifier();

  /** What was seen of the chains and their pools beside the log. */
  MarketHistory market();

  /** Checkpoints and proofs. */
  LogEvidence evidence();

  /** Why the log is on plain PostgreSQL without TimescaleDB; none when it is on TimescaleDB. */
  Optional<String> degraded();

  /** Whether appends run with the rights of the log's owner, who could change what is written. */
  boolean appendsAsOwner();

  @Override
  void close();
}
