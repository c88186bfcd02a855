package dev.fairlead.route.basket;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What routes of a basket's parts are worth beside each other, net of gas: in units of the token in
 * common, each divided further by 2^32.
 *
 * <p>Where parts buy different tokens with shares of an amount, a token is worth what it costs when
 * its part is traded alone.
 */
final class Scale {
  private static final int BITS = 32;

  private final Basket basket;
  private final NetworkFee fee;
  private final List<RouteResult.Found> alone;

  Scale(BasketRequest request, List<RouteResult.Found> alone) {
    this.basket = request.basket();
    this.fee = request.fee();
    this.alone = alone;
  }

  /** The more, the better. */
  BigInteger worth(int part, Route route) {
    BigInteger open = inCommon(part, PartRoute.open(basket.parts().get(part), route).units());
    TokenAmount gas = gasCost(part, route);
    BigInteger cost = gas == null ? BigInteger.ZERO : inCommon(part, gas.units());
    return switch (basket) {
      case Basket.SellMany _, Basket.SpendShares _ -> open.subtract(cost);
      case Basket.BuyMany _ -> open.add(cost).negate();
    };
  }

  /** In the token whose amount the part leaves open; null where nobody knows. */
  @Nullable TokenAmount gasCost(int part, Route route) {
    RouteResult.Found answer = alone.get(part);
    return fee.isZero()
        ? PartRoute.open(basket.parts().get(part), route).token().amount(Uint256.ZERO)
        : answer.worth(fee.cost(route.gas(), route.dataCost()));
  }

  /** An amount of what a part leaves open, in parts of units of the token in common. */
  BigInteger inCommon(int part, Uint256 open) {
    BigInteger fine = open.toBigInteger().shiftLeft(BITS);
    return switch (basket) {
      case Basket.SellMany _, Basket.BuyMany _ -> fine;
      case Basket.SpendShares _ -> {
        Route route = alone.get(part).route();
        yield fine.multiply(route.sell().units().toBigInteger())
            .divide(route.quoted().units().toBigInteger());
      }
    };
  }

  /** So many parts of units as whole units of the token in common. */
  TokenAmount amount(BigInteger fine) {
    return basket.common().amount(Uint256.of(fine.shiftRight(BITS)));
  }

  /** The same in whole tokens; may be negative. */
  BigDecimal whole(BigInteger fine) {
    return new BigDecimal(fine.shiftRight(BITS), basket.common().decimals());
  }
}
