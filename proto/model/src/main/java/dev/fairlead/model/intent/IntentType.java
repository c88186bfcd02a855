package dev.fairlead.model.intent;

/** How the strategy put its wish. */
public enum IntentType {
  /** Buy an exact amount of an asset, paid from the strategy's funding asset. */
  ACQUIRE,
  /** Sell an exact amount of an asset into the strategy's funding asset. */
  DISPOSE,
  /** Exchange one named asset for another, with one side exact. */
  SWAP
}
