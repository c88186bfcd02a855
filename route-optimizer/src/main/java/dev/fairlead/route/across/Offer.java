package dev.fairlead.route.across;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.Route;
import org.jspecify.annotations.Nullable;

/** What one chain says to an amount. */
public sealed interface Offer {
  Stand stand();

  /**
   * It can be traded there.
   *
   * @param gasCost the route's gas, and what a rollup takes beside it, in the token whose amount is
   *     open; null where the market knows no price of it, so that it counts as free
   */
  record Made(Stand stand, Route route, @Nullable TokenAmount gasCost) implements Offer {
    /** Whether the balance that is there pays for it. */
    public boolean isCovered() {
      TokenAmount balance = stand.balance();
      return balance == null || route.sell().compareTo(balance) <= 0;
    }
  }

  /** It can't, and why. */
  record None(Stand stand, Rejection reason) implements Offer {}
}
