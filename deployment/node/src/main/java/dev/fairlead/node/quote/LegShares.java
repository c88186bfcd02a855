package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.route.Route;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of a route goes over each of its legs: figures to show. */
final class LegShares {
  private LegShares() {}

  /** What a leg takes of all that the route's legs take of its first token. */
  static BigDecimal ofToken(Route route, Leg leg) {
    return ratio(leg.amountIn(), taken(route, leg.tokenIn()));
  }

  /** All that the route's legs take of a token, which is all that was brought of it. */
  static Uint256 taken(Route route, Token token) {
    return route.legs().stream()
        .filter(leg -> leg.tokenIn().equals(token))
        .map(Leg::amountIn)
        .reduce(Uint256.ZERO, Uint256::plus);
  }

  /**
   * For each leg, how much of the whole trade goes over it: where legs have met, each that goes on
   * carries of all of them alike.
   */
  static List<BigDecimal> ofTrade(Route route) {
    Map<Token, Uint256> held = new HashMap<>(Map.of(route.sell().token(), route.sell().units()));
    Map<Token, BigDecimal> carried = new HashMap<>(Map.of(route.sell().token(), BigDecimal.ONE));
    List<BigDecimal> shares = new ArrayList<>();
    for (Leg leg : route.legs()) {
      Uint256 there = held.getOrDefault(leg.tokenIn(), Uint256.ZERO);
      BigDecimal whole = carried.getOrDefault(leg.tokenIn(), BigDecimal.ZERO);
      BigDecimal share = whole.multiply(ratio(leg.amountIn(), there), MathContext.DECIMAL64);
      shares.add(share);
      held.put(leg.tokenIn(), there.minus(leg.amountIn()));
      carried.put(leg.tokenIn(), whole.subtract(share));
      held.merge(leg.tokenOut(), leg.amountOut(), Uint256::plus);
      carried.merge(leg.tokenOut(), share, BigDecimal::add);
    }
    return shares;
  }

  static BigDecimal ratio(Uint256 part, Uint256 whole) {
    return new BigDecimal(part.toBigInteger())
        .divide(new BigDecimal(whole.toBigInteger()), MathContext.DECIMAL64);
  }
}
