package dev.fairlead.venue;

import dev.fairlead.model.Uint256;

/** The answer of one pool to one trade at one state: exact to the last unit, or a typed refusal. */
public sealed interface Quote {

  /**
   * The trade as the contract does it. With the exact output given, {@code amountOut} is the wanted
   * amount, or more where the pool can't give less for the smallest input that covers it.
   *
   * @param after the pool's exact state after the trade
   */
  record Filled(Uint256 amountIn, Uint256 amountOut, Pool after) implements Quote {}

  /** No trade. */
  record Refused(QuoteRefusal reason) implements Quote {}

  static Quote refused(QuoteRefusal reason) {
    return new Refused(reason);
  }
}
