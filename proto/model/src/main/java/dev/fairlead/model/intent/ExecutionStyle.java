package dev.fairlead.model.intent;

/** How the trade is worked. */
public enum ExecutionStyle {
  /**
   * The node chooses: at once when the market allows it, again at each block until the deadline.
   */
  ADAPTIVE,
  /** One attempt at the newest block; ended when that fails. */
  IMMEDIATE
}
