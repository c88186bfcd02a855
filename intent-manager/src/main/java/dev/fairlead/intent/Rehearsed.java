package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan did when it was tried on the newest state. */
sealed interface Rehearsed {
  /**
   * It held.
   *
   * @param trade the call that was tried
   * @param tradeGas used by the trade alone
   * @param approvals what lets the called contract take the input, in order; empty when the token
   *     refuses to change an allowance that is enough as it is
   * @param allowed whether the allowance seen was enough already
   * @param purse what the account has of the coin, where that is sold; else null
   */
  record Held(
      BlockRef at,
      TokenAmount bought,
      TradeCall trade,
      Gas tradeGas,
      List<Approval> approvals,
      boolean allowed,
      @Nullable TokenAmount purse)
      implements Rehearsed {
    public Held {
      approvals = List.copyOf(approvals);
    }
  }

  record NotHeld(BlockRef at, Rejection reason) implements Rehearsed {}

  /** A call that approves, and the gas that it used. */
  record Approval(TradeCall call, Gas gas) {}
}
