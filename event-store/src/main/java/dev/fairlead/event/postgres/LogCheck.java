package dev.fairlead.event.postgres;

import java.util.EnumSet;
import java.util.Set;

/** What the verifier looks at, one by one: each finds some damage that no other finds. */
enum LogCheck {
  /** Every position has its event. */
  GAP_FREE,
  /** An event names the hash of the one before it. */
  CHAINED,
  /** An event is the one that its hash was made for. */
  CONTENT,
  /** The versions of a stream follow each other in a stretch. */
  VERSIONS_WITHIN,
  /** They do so from one stretch to another. */
  VERSIONS_ACROSS,
  /** No stream begins a second time. */
  BEGUN_ONCE,
  /** An event has the time of its commit. */
  COMMIT_TIME,
  /** Time does not run backwards in a stretch. */
  TIME_WITHIN,
  /** It does not from one stretch to another either. */
  TIME_ACROSS,
  /** Every event is under a seal. */
  SEALED,
  /** A seal begins where the one before it ends. */
  SEALS_ADJACENT,
  /** A seal's key counts where it stands. */
  SEAL_KEY,
  /** A seal's signature is over this log. */
  SEAL_SIGNATURE,
  /** A later seal is not by an earlier writer, in a stretch. */
  EPOCH_WITHIN,
  /** Nor from one stretch to another. */
  EPOCH_ACROSS,
  /** The stored nodes of the tree that lie in a stretch. */
  TREE_WITHIN,
  /** Those over several stretches. */
  TREE_ACROSS,
  /** No node is stored for events that are not there. */
  TREE_END,
  /** A checkpoint tells of the same history. */
  CHECKPOINT_HISTORY,
  /** A checkpoint is of this log. */
  CHECKPOINT_LOG,
  /** A checkpoint is signed by its own key. */
  CHECKPOINT_SIGNATURE,
  /** A checkpoint in the database is one at all. */
  CHECKPOINT_FORM,
  /** That key counts where the checkpoint stands. */
  CHECKPOINT_KEY,
  /** No checkpoint is of more events than there are. */
  CHECKPOINT_END,
  /** No event stands before the first. */
  FIRST_EVENT,
  /** No seal does. */
  FIRST_SEAL,
  /** The last event is where the head says. */
  HEAD_POSITION,
  /** The last seal is where the last event is. */
  LAST_SEAL,
  /** The head has the hash of the last event. */
  HEAD_HASH,
  /** The keys of events. */
  EVENT_KEYS,
  /** The names and numbers of streams. */
  STREAMS,
  /** The keys of requests. */
  IDEMPOTENCY_KEYS,
  /** The nonces of accounts. */
  ACCOUNT_NONCES,
  /** No row of these tables stands beyond the end of the log. */
  LOOKUP_END,
  /** The index of intents. */
  INTENT_INDEX,
  /** The index of intents is not ahead of the log. */
  INTENT_INDEX_END;

  static Set<LogCheck> all() {
    return EnumSet.allOf(LogCheck.class);
  }
}
