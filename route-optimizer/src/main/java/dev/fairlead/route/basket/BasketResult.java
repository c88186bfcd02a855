package dev.fairlead.route.basket;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.RouteResult;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a basket: a route for each part, or the part that has none and why. */
public sealed interface BasketResult {
  /**
   * All parts can be traded.
   *
   * @param parts in the order in which they are to be executed: each is priced on the pools as
   *     those before it leave them, and gives exactly its quote then
   * @param total what all parts buy, or sell, of the token in common
   * @param gasCost of all parts, in the token in common; null where the market knows no price of it
   * @param saved how many whole tokens in common this leaves more, or takes less, net of gas, than
   *     each part routed alone and executed as the parts were named; tokens bought with shares of
   *     an amount count as what they would cost alone. Null where that could not be executed
   */
  record Found(
      List<PartRoute> parts,
      TokenAmount total,
      @Nullable TokenAmount gasCost,
      @Nullable BigDecimal saved)
      implements BasketResult {
    public Found {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part can't be traded beside the others, so nothing of the basket is.
   *
   * @param part its place among the parts as they were named, from 0
   */
  record NotFound(int part, Trade trade, RouteResult.NotFound answer) implements BasketResult {
    public Rejection reason() {
      return answer.reason();
    }
  }
}
