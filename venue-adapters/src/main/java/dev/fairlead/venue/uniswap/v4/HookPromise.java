package dev.fairlead.venue.uniswap.v4;

/** What an operator vouches for of a hook that the manager calls around swaps. */
public enum HookPromise {
  /** It changes neither amounts nor the fee: a swap is the manager's own, at the manager's fee. */
  PLAIN_SWAPS,
  /**
   * Amounts are the manager's own, and the fee is what its {@code beforeSwap} answers: the same for
   * every trader, direction and amount, and after trades, as long as a block lasts.
   */
  FEE_OF_THE_BLOCK
}
