package dev.fairlead.intent;

/** Whether trades that stay within one venue go through the venue's own router. */
public enum RouterUse {
  /** The executor carries out all trades. */
  NEVER,
  /** Where that costs less gas than the executor. */
  WHEN_CHEAPER,
  /** Wherever a router keeps minimum and deadline, so that such trades need no executor. */
  WHEN_POSSIBLE
}
