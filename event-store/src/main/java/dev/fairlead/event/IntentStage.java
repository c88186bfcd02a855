package dev.fairlead.event;

/** How far an intent has come, by the last event that moved it. */
public enum IntentStage {
  ACCEPTED,
  PLANNED,
  DEFERRED,
  SIMULATED,
  ASSIGNED,
  SIGNED,
  SUBMITTED,
  INCLUDED,
  RETRACTED,
  REFUSED,
  SETTLED,
  FAILED,
  CANCELLED,
  EXPIRED;

  /** Whether nothing more will happen to the intent. */
  public boolean ended() {
    return switch (this) {
      case REFUSED, SETTLED, FAILED, CANCELLED, EXPIRED -> true;
      case ACCEPTED,
          PLANNED,
          DEFERRED,
          SIMULATED,
          ASSIGNED,
          SIGNED,
          SUBMITTED,
          INCLUDED,
          RETRACTED ->
          false;
    };
  }
}
