package dev.fairlead.venue.token;

/** What a token does that not all tokens do. */
public enum TokenHabit {
  /** Nothing stands at its address. */
  NO_CODE(true, "no contract stands at its address"),
  /** It says other decimals than are configured, or none. */
  OTHER_DECIMALS(true, "its decimals are not the ones that it is known by"),
  /** None of the holders that were given has any, so it could not be moved. */
  NO_HOLDER(true, "no pool holds any of it, so it could not be tried"),
  /** A pool can't pay it out to a fresh account. */
  CANNOT_RECEIVE(true, "a fresh account can't be paid any of it"),
  /** Who received it can't send it on. */
  CANNOT_SEND(true, "who receives it can't send it on"),
  /** Less arrives than was sent, or more leaves. */
  TAKES_FEE(true, "another amount arrives than was sent"),
  /** A transfer that moved the amount returned false. */
  RETURNS_FALSE(true, "its transfers return false"),
  /** An allowance can't be given, or does not let the amount be taken. */
  CANNOT_APPROVE(true, "it can't be taken by an allowance"),
  /** Its owner has stopped it. */
  PAUSED(true, "it is paused"),
  /** The account that trades is on its block list. */
  BLOCKS_TRADER(true, "it has the trading account on its block list"),
  /** A transfer takes more gas than a trade can bear. */
  COSTLY(true, "a transfer of it takes too much gas"),
  /** Its transfers return nothing: they are believed by what they moved. */
  RETURNS_NOTHING(false, "its transfers return nothing"),
  /** An allowance must be zero before it is changed. */
  APPROVES_FROM_ZERO(false, "an allowance must be zero before it is changed"),
  /** Its owner can stop it. */
  PAUSABLE(false, "its owner can pause it"),
  /** Its owner can stop single accounts. */
  BLOCK_LIST(false, "its owner can block accounts"),
  /** Its code can be exchanged. */
  PROXY(false, "its code can be exchanged");

  private final boolean disqualifies;
  private final String words;

  TokenHabit(boolean disqualifies, String words) {
    this.disqualifies = disqualifies;
    this.words = words;
  }

  /** Whether pools' arithmetic, or a trade's success, can't be relied on with such a token. */
  public boolean disqualifies() {
    return disqualifies;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
