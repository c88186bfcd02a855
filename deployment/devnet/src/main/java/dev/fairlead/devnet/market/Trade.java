package dev.fairlead.devnet.market;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;

/**
 * A swap that the market maker sent.
 *
 * @param venue the venue's name, for people
 */
public record Trade(String venue, TokenAmount sold, Token bought, TxHash hash) {
  /** Such as {@code Curve: 1000 USDC for USDT}. */
  @Override
  public String toString() {
    return venue + ": " + sold + " for " + bought;
  }
}
