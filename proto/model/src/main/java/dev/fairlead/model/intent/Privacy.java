package dev.fairlead.model.intent;

/** Who may see the transaction before it is in a block. */
public enum Privacy {
  /** Anyone: it goes to the public mempool. */
  PUBLIC,
  /** Only private relays. It is never handed to a public endpoint, whatever fails. */
  PRIVATE
}
