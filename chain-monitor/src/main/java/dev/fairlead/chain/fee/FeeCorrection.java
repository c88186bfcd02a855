package dev.fairlead.chain.fee;

/** Something of a chain's fees that was not taken as it was told, and why. */
public record FeeCorrection(Kind kind, String why) {
  /** What was not taken. */
  public enum Kind {
    /** Tips were raised to the profile's floor. */
    TIP_RAISED,
    /** Tips were lowered to the profile's ceiling. */
    TIP_LOWERED,
    /** No usable fee history or price of gas was told; the blocks seen so far had to do. */
    HISTORY_UNUSABLE,
    /** The base fee's rule could not be followed; the newest block's fee was taken. */
    BASE_FEE_GUESSED,
    /** What bytes cost was lowered to what is believable. */
    DATA_FEE_LOWERED,
    /** What bytes cost is not known, and counts as nothing. */
    DATA_FEE_UNKNOWN
  }
}
