package dev.fairlead.venue;

/** Why a pool gives no quote: where the contract would revert, or fill only a part. */
public enum QuoteRefusal {
  /** The pool holds nothing to trade, or was never initialised. */
  NO_LIQUIDITY,
  /** The amount is zero, or so small that the other side rounds to zero. */
  AMOUNT_TOO_SMALL,
  /** More than the pool holds, or than its curve or its own limits let through in one trade. */
  EXCEEDS_DEPTH,
  /** A number on the way leaves the range in which the contract computes. */
  OVERFLOW,
  /** The contract's iteration does not settle for this state and amount. */
  NO_CONVERGENCE,
  /** The pool is paused by its owner, or switched off. */
  PAUSED,
  /** The pool does not hold both tokens, or can't do this kind of trade. */
  UNSUPPORTED
}
