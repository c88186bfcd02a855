package dev.fairlead.model.intent;

import dev.fairlead.model.TokenAmount;

/**
 * The limits that were signed for a trade, held against what it really moved.
 *
 * @param most what it was to take at most
 * @param least what it was to bring at least, the quote less the slippage that the strategy allows
 * @param kept whether it did
 */
public record LimitCheck(TokenAmount most, TokenAmount least, boolean kept) {
  public static LimitCheck of(
      TokenAmount most, TokenAmount least, TokenAmount sold, TokenAmount bought) {
    boolean kept = sold.units().isAtMost(most.units()) && bought.units().isAtLeast(least.units());
    return new LimitCheck(most, least, kept);
  }
}
