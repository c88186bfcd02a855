package dev.fairlead.intent;

/** Nothing of an account may be signed or sent now; tried again, it may have been resumed. */
final class LaneHeld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaneHeld(AccountHold hold) {
    super(hold.words());
  }
}
