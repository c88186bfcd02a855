package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;

/**
 * One question to the router: the trade, what it may use, and what gas costs.
 *
 * <p>{@code gasPrice} is in the chain's native coin; {@code wrappedNative} is the token by which
 * the market prices that coin. Where the market has no way from it to the trade's tokens, gas can't
 * be priced and counts as free.
 */
public record RouteRequest(
    Trade trade, RouteLimits limits, FeePerGas gasPrice, Token wrappedNative) {
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
}
