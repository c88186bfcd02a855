package dev.fairlead.intent;

/** Where an intent stands, in one word, for those who watch it from outside. */
public enum IntentStatus {
  REFUSED,
  ACCEPTED,
  PLANNED,
  SIMULATED,
  SIGNED,
  SUBMITTED,
  INCLUDED,
  CANCELLING,
  SETTLED,
  FAILED,
  CANCELLED,
  EXPIRED;

  /** Nothing follows after this. */
  public boolean isEnd() {
    return switch (this) {
      case REFUSED, SETTLED, FAILED, CANCELLED, EXPIRED -> true;
      case ACCEPTED, PLANNED, SIMULATED, SIGNED, SUBMITTED, INCLUDED, CANCELLING -> false;
    };
  }
}
