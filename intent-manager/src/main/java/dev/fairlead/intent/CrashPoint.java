package dev.fairlead.intent;

/**
 * A named place in the code between two steps of an intent's life, where a test may kill the
 * process. The order is the order of a life.
 */
public enum CrashPoint {
  RECEIVED,
  ACCEPTED,
  PLANNED,
  SIMULATED,
  DEFERRED,
  ASSIGNED,
  SIGNATURE_MADE,
  SIGNED,
  SENT,
  SUBMITTED,
  INCLUSION_SEEN,
  INCLUDED,
  RETRACTION_SEEN,
  RETRACTED,
  FINALITY_SEEN,
  ENDED,
  CANCEL_ASKED,
  CANCEL_REQUESTED,
  CANCELLATION_ASSIGNED,
  CANCELLATION_SIGNATURE_MADE,
  CANCELLATION_SIGNED,
  CANCELLATION_SENT,
  CANCELLATION_SUBMITTED
}
