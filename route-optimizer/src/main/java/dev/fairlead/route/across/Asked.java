package dev.fairlead.route.across;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand and what it answered so far. Amounts of the exact side come in units of a scale that all
 * stands share, since one asset may have other decimals on another chain. For one thread.
 */
final class Asked {
  private final Stand stand;
  private final Exact exact;
  private final int exactScale;
  private final int openScale;
  private final BigInteger step;
  private final Map<BigInteger, Offer> answers = new HashMap<>();

  Asked(Stand stand, Exact exact, int exactScale, int openScale) {
    this.stand = stand;
    this.exact = exact;
    this.exactScale = exactScale;
    this.openScale = openScale;
    this.step = BigInteger.TEN.pow(exactScale - exactToken().decimals());
  }

  private Token exactToken() {
    return exact == Exact.IN ? stand.sell() : stand.buy();
  }

  private Token openToken() {
    return exact == Exact.IN ? stand.buy() : stand.sell();
  }

  /** The largest amount up to this one that is whole here. */
  BigInteger wholeUpTo(BigInteger amount) {
    return amount.subtract(amount.mod(step));
  }

  /** The most that can be placed here, as far as that can be told without asking. */
  BigInteger room(BigInteger most) {
    TokenAmount balance = stand.balance();
    return exact == Exact.IN && balance != null
        ? most.min(balance.units().toBigInteger().multiply(step))
        : most;
  }

  /** What it says to an amount above zero. */
  Offer offer(BigInteger amount) {
    return answers.computeIfAbsent(amount, this::ask);
  }

  private Offer ask(BigInteger amount) {
    if (amount.mod(step).signum() != 0) {
      BigDecimal shown = new BigDecimal(amount, exactScale).stripTrailingZeros();
      return refused(
          "%s has %d decimals there, fewer than %s"
              .formatted(exactToken(), exactToken().decimals(), shown.toPlainString()));
    }
    BigInteger units = amount.divide(step);
    if (units.bitLength() > 256) {
      return refused("the amount is beyond 2^256 base units");
    }
    TokenAmount given = exactToken().amount(Uint256.of(units));
    Trade trade =
        exact == Exact.IN
            ? new Trade.ExactIn(given, stand.buy())
            : new Trade.ExactOut(stand.sell(), given);
    RouteRequest request =
        new RouteRequest(trade, stand.limits(), stand.fee(), stand.wrappedNative());
    return switch (stand.router().route(stand.market(), request)) {
      case RouteResult.Found found -> new Offer.Made(stand, found.route(), gasCost(found));
      case RouteResult.NotFound none -> new Offer.None(stand, none.reason());
    };
  }

  private Offer refused(String detail) {
    return new Offer.None(stand, new Rejection.NoRoute(stand.sell(), stand.buy(), detail));
  }

  private @Nullable TokenAmount gasCost(RouteResult.Found found) {
    Route route = found.route();
    return stand.fee().isZero()
        ? openToken().amount(Uint256.ZERO)
        : found.worth(stand.fee().cost(route.gas(), route.dataCost()));
  }

  /** What an offer is worth, in units of the scale of the open side; the more, the better. */
  BigInteger value(Offer.Made made) {
    BigInteger gas = open(gas(made));
    return exact == Exact.IN
        ? open(made.route().quoted()).subtract(gas)
        : open(made.route().sell()).add(gas).negate();
  }

  /** The open side of an offer, in units of its scale. */
  BigInteger openSide(Offer.Made made) {
    return open(exact == Exact.IN ? made.route().quoted() : made.route().sell());
  }

  /** What its gas costs, in units of the same scale. */
  BigInteger gasSide(Offer.Made made) {
    return open(gas(made));
  }

  private TokenAmount gas(Offer.Made made) {
    TokenAmount cost = made.gasCost();
    return cost == null ? openToken().amount(Uint256.ZERO) : cost;
  }

  private BigInteger open(TokenAmount amount) {
    return amount
        .units()
        .toBigInteger()
        .multiply(BigInteger.TEN.pow(openScale - openToken().decimals()));
  }
}
