package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;

/**
 * One question to the router: the trade, what it may use, and what a transaction pays.
 *
 * <p>{@code fee} is in the chain's native coin; {@code wrappedNative} is the token by which the
 * market prices that coin. Where the market has no way from it to the trade's tokens, the fee can't
 * be priced and counts as nothing.
 */
public record RouteRequest(Trade trade, RouteLimits limits, NetworkFee fee, Token wrappedNative) {
  /** On a chain that takes nothing for bytes. */
  public RouteRequest(Trade trade, RouteLimits limits, FeePerGas gasPrice, Token wrappedNative) {
    this(trade, limits, NetworkFee.of(gasPrice), wrappedNative);
  }

  public RouteRequest {
    if (!trade.chain().equals(wrappedNative.chain())) {
      throw new IllegalArgumentException(
          "the trade is on chain "
              + trade.chain()
              + " but "
              + wrappedNative
              + " is on chain "
              + wrappedNative.chain());
    }
  }

  /** The same for another trade. */
  RouteRequest with(Trade other) {
    return new RouteRequest(other, limits, fee, wrappedNative);
  }

  /** The same within other limits. */
  RouteRequest with(RouteLimits other) {
    return new RouteRequest(trade, other, fee, wrappedNative);
  }
}
