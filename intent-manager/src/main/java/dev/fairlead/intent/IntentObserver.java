package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.time.Duration;

/**
 * Told what happens to intents, for logs and metrics. Calls must return quickly and never throw;
 * they come from many threads.
 */
public interface IntentObserver {
  /** A step of the path whose time is measured. */
  enum Step {
    /** From the request to the durable acceptance. */
    ACCEPT,
    ROUTE,
    SIMULATE,
    SIGN,
    /** From the acceptance to the first bytes handed to a channel; retries included. */
    ACCEPTED_TO_SENT,
    SEND,
    /** From the node's view of the final block to the durable end. */
    SETTLE
  }

  /** Refused at the door; {@code recorded} tells whether the log holds it. */
  default void refused(IntentId id, Rejection reason, boolean recorded) {}

  /** An event of an intent became durable. */
  default void recorded(IntentEvent event, IntentStatus status) {}

  /** A step took this long. */
  default void took(Step step, IntentId id, Duration time) {}

  /** Bytes were offered to a channel, the first time or again. */
  default void offered(IntentId id, TxHash hash, String channel, SubmissionOutcome outcome) {}

  /** Open intents were found in the log at the start. */
  default void recovered(int intents) {}

  /** Somebody else's transaction uses a nonce of our account. */
  default void foreignNonce(ChainId chain, Address account, Nonce nonce) {}

  /** Nothing of an account is sent until a person has looked. */
  default void accountHeld(AccountHold hold) {}

  /** A plan was held against a reference price from {@code source}. */
  default void priceCompared(ChainId chain, String source, Fraction deviation, boolean within) {}

  /** A plan had no reference price to be held against; {@code allowed} tells whether it may be. */
  default void priceMissing(ChainId chain, String source, boolean allowed) {}

  /** Chains were compared, or the question was refused. */
  default void compared(ComparisonResult result, Duration time) {}

  /** A basket was quoted, or refused. */
  default void basketQuoted(ChainId chain, BasketQuote quote, Duration time) {}

  /** What no plan could have got in place of one that was written will not be in the log. */
  default void boundLost(IntentId id, String why) {}

  /** An intent can't go on for now; it is tried again. */
  default void troubled(IntentId id, String trouble) {}

  /** An intent's task stopped because of a bug or a broken log; it needs a person. */
  default void stopped(IntentId id, Throwable cause) {}

  /** An intent that can't be read has nonces of this account: it gives out none until a restart. */
  default void laneHeld(ChainId chain, Address account, IntentId by) {}

  /** Hears nothing. */
  static IntentObserver none() {
    return new IntentObserver() {};
  }
}
