package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.PartialRouter;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.Router;
import dev.fairlead.venue.Market;
import java.util.List;

/**
 * Turns an intent into a plan over one market snapshot, with the least that the chain will be told
 * to accept. Pure.
 *
 * <p>With the input exact, the least is the quote less the slippage, rounded in the strategy's
 * favour, and never below the limit price; where that may be filled in part, the largest part that
 * gets it is sold. With the output exact, the least is the wanted amount itself; a little more than
 * the smallest input is sold, so that a small move does not break it.
 */
final class Planner {
  /** A plan, or why there is none. */
  sealed interface Outcome {
    record Found(Plan plan, List<Candidate> considered, GasInputs gas, Grounds grounds)
        implements Outcome {}

    record NotFound(Rejection reason, List<Candidate> considered, GasInputs gas)
        implements Outcome {}
  }

  private final Router router;
  private final ExecutionPolicy policy;
  private final Ways ways;

  Planner(Router router, ExecutionPolicy policy, Ways ways) {
    this.router = router;
    this.policy = policy;
    this.ways = ways;
  }

  Outcome plan(Intent intent, Market market, Fees fees, Token wrappedNative) {
    Constraints constraints = intent.constraints();
    RouteLimits limits =
        policy.limits(constraints.route(), constraints.venues(), constraints.tokens());
    return switch (intent.trade()) {
      case Trade.ExactIn in -> {
        RouteRequest request = request(in, limits, fees, wrappedNative);
        LimitPrice price = constraints.limitPrice();
        RouteResult result =
            price != null && price.partiallyFillable()
                ? new PartialRouter(router).route(market, request, price)
                : router.route(market, request);
        yield switch (result) {
          case RouteResult.Found found -> exactIn(found, constraints, market, fees);
          case RouteResult.NotFound none -> notFound(none.reason(), none, fees);
        };
      }
      case Trade.ExactOut out -> {
        RouteResult smallest = router.route(market, request(out, limits, fees, wrappedNative));
        yield switch (smallest) {
          case RouteResult.Found found -> {
            Uint256 input = found.route().sell().units();
            Uint256 most = most(input, out.buyAmount(), constraints);
            if (most.compareTo(input) < 0) {
              yield notFound(limitNotMet(found.route(), constraints), found, fees);
            }
            RouteResult padded =
                most.equals(input)
                    ? found
                    : router.route(
                        market,
                        request(
                            new Trade.ExactIn(out.sell().amount(most), out.buy()),
                            limits,
                            fees,
                            wrappedNative));
            yield exactOut(padded, found, out.buyAmount(), market, fees);
          }
          case RouteResult.NotFound none -> notFound(none.reason(), none, fees);
        };
      }
    };
  }

  private static RouteRequest request(
      Trade trade, RouteLimits limits, Fees fees, Token wrappedNative) {
    return new RouteRequest(
        trade, limits, new NetworkFee(fees.nextGasPrice(), fees.dataFee()), wrappedNative);
  }

  private static Outcome notFound(Rejection reason, RouteResult result, Fees fees) {
    return new Outcome.NotFound(reason, result.considered(), gas(result, fees));
  }

  private static GasInputs gas(RouteResult result, Fees fees) {
    return new GasInputs(
        fees.at(),
        fees.nextBaseFee(),
        fees.priorityFee(),
        result.nativeWorth(),
        fees.speed(),
        fees.dataFee());
  }

  private Outcome exactIn(
      RouteResult.Found found, Constraints constraints, Market market, Fees fees) {
    Route route = found.route();
    TokenAmount quoted = route.quoted();
    Uint256 least = constraints.maxSlippage().complement().ofUp(quoted.units());
    LimitPrice limit = constraints.limitPrice();
    if (limit != null) {
      Uint256 required = limit.leastBuyFor(route.sell().units());
      if (quoted.units().compareTo(required) < 0) {
        return notFound(limitNotMet(route, constraints), found, fees);
      }
      least = least.max(required);
    }
    return planned(route, quoted.token().amount(least), found, market, fees);
  }

  /** {@code padded} sells a bit more; where no such route exists, the smallest one is taken. */
  private Outcome exactOut(
      RouteResult padded,
      RouteResult.Found smallest,
      TokenAmount wanted,
      Market market,
      Fees fees) {
    return switch (padded) {
      case RouteResult.Found found when found.route().quoted().compareTo(wanted) >= 0 ->
          planned(found.route(), wanted, found, market, fees);
      case RouteResult.Found _, RouteResult.NotFound _ ->
          planned(smallest.route(), wanted, smallest, market, fees);
    };
  }

  private Outcome planned(
      Route route, TokenAmount least, RouteResult.Found found, Market market, Fees fees) {
    if (route.sell().units().compareTo(Resolver.LARGEST_AMOUNT) > 0) {
      return notFound(
          new Rejection.NoRoute(
              route.sell().token(),
              route.quoted().token(),
              "it would sell " + route.sell() + ", more than one trade can"),
          found,
          fees);
    }
    if (least.units().compareTo(Resolver.LARGEST_AMOUNT) > 0) {
      return notFound(
          new Rejection.NoRoute(
              route.sell().token(),
              route.quoted().token(),
              "it would buy " + route.quoted() + ", more than one trade can"),
          found,
          fees);
    }
    return new Outcome.Found(
        route.toPlan(least, ways.of(route, market)),
        found.considered(),
        gas(found, fees),
        new Grounds(route.marginalPrices(), route.dataCost(), List.of(), null));
  }

  /** The most that is sold for {@code wanted}: with headroom, but within the limit price. */
  private Uint256 most(Uint256 input, TokenAmount wanted, Constraints constraints) {
    Uint256 headroom =
        policy.exactOutHeadroom().compareTo(constraints.maxSlippage()) < 0
            ? policy.exactOutHeadroom().ofDown(input)
            : constraints.maxSlippage().ofDown(input);
    Uint256 most = input.plus(headroom);
    LimitPrice limit = constraints.limitPrice();
    return limit == null ? most : most.min(limit.mostSellFor(wanted.units()));
  }

  private static Rejection limitNotMet(Route route, Constraints constraints) {
    LimitPrice limit = constraints.limitPrice();
    if (limit == null) {
      throw new IllegalStateException("there is no limit price to miss");
    }
    return new Rejection.LimitPriceNotMet(
        route.quoted(), route.quoted().token().amount(limit.leastBuyFor(route.sell().units())));
  }
}
