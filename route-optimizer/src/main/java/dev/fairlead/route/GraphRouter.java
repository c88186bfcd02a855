package dev.fairlead.route;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The router over a token graph that follows the markets it is asked about.
 *
 * <p>Use one instance for the markets of one chain: from one snapshot to the next only the changed
 * pools are touched. Any number of threads may ask at the same time. What the instance remembers
 * makes it faster and never changes an answer.
 */
public final class GraphRouter implements Router {
  private static final int SPACES_KEPT = 16;

  private final BlockingQueue<SearchSpace> spaces = new ArrayBlockingQueue<>(SPACES_KEPT);
  private volatile @Nullable TokenGraph tokens;

  @Override
  public RouteResult route(Market market, RouteRequest request) {
    return route(graphOf(market), request);
  }

  /** The market as it stands, to run routes on in thought. */
  public WhatIf standing(Market market) {
    return new WhatIf(this, graphOf(market));
  }

  RouteResult route(MarketGraph graph, RouteRequest request) {
    Token sell = request.trade().sell();
    Token buy = request.trade().buy();
    for (Token token : List.of(sell, buy)) {
      if (request.limits().tokens().denied().contains(token.address())) {
        return refused(new Rejection.TokenDenied(token));
      }
    }
    int source = graph.topology().indexOf(sell);
    int target = graph.topology().indexOf(buy);
    if (source < 0 || target < 0) {
      Token missing = source < 0 ? sell : buy;
      return refused(new Rejection.NoRoute(sell, buy, "no pool holds " + missing));
    }
    if (graph.topology().hopsTo(target)[source] > request.limits().maxHops()) {
      String detail = "no path of at most " + request.limits().maxHops() + " hops";
      return refused(new Rejection.NoRoute(sell, buy, detail));
    }
    SearchSpace space = spaceFor(graph.topology());
    RouteResult answer =
        answer(Question.of(graph, request, source, target, space), request.trade());
    spaces.offer(space);
    return answer instanceof RouteResult.NotFound none
            && none.reason() instanceof Rejection.RouteGasTooHigh
        ? shorter(graph, request, none)
        : answer;
  }

  /** Where every route takes too much gas: the best of those with shorter paths. */
  private RouteResult shorter(
      MarketGraph graph, RouteRequest request, RouteResult.NotFound longer) {
    int hops = request.limits().maxHops() - 1;
    if (hops == 0) {
      return longer;
    }
    RouteLimits limits = request.limits().withHops(hops);
    RouteResult answer = route(graph, request.with(limits));
    return answer instanceof RouteResult.NotFound none && none.reason() instanceof Rejection.NoRoute
        ? longer
        : answer;
  }

  /**
   * The legs of a route on another market, each with the share that it had; empty where a pool
   * refuses or a limit of the request is broken.
   */
  Optional<Route> again(MarketGraph graph, RouteRequest request, Route route) {
    int source = graph.topology().indexOf(request.trade().sell());
    int target = graph.topology().indexOf(request.trade().buy());
    SearchSpace space = spaceFor(graph.topology());
    Question question = Question.of(graph, request, source, target, space);
    ExactPricer pricer = new ExactPricer(graph);
    Optional<Route> again =
        new Rerun(question, pricer)
            .price(route, request.trade())
            .filter(question::isWithinLimits)
            .map(priced -> routeOf(question, pricer, request.trade(), priced));
    spaces.offer(space);
    return again;
  }

  private SearchSpace spaceFor(Topology topology) {
    SearchSpace space = spaces.poll();
    return space != null && space.fits(topology) ? space : new SearchSpace(topology);
  }

  private static RouteResult refused(Rejection reason) {
    return new RouteResult.NotFound(reason, List.of(), null);
  }

  MarketGraph graphOf(Market market) {
    TokenGraph known = tokens;
    if (known == null) {
      synchronized (this) {
        known = tokens;
        if (known == null) {
          known = new TokenGraph(market);
          tokens = known;
        }
      }
    }
    return known.at(market);
  }

  private static RouteResult answer(Question question, Trade trade) {
    ExactPricer pricer = new ExactPricer(question.graph());
    Explorer explorer = new Explorer(question);
    Verdicts verdicts = new Verdicts(question, pricer);
    List<Priced> priced;
    Uint256 amount;
    boolean byInput;
    switch (trade) {
      case Trade.ExactIn exactIn -> {
        byInput = false;
        amount = exactIn.sellAmount().units();
        explorer.explore(amount.toDouble());
        priced =
            new ExactIn(question, pricer)
                .price(
                    new LegChoice(question, explorer).splits(amount.toDouble()),
                    explorer.paths(),
                    amount);
      }
      case Trade.ExactOut exactOut -> {
        byInput = true;
        Uint256 wanted = exactOut.buyAmount().units();
        ExactOut search = new ExactOut(question, pricer);
        double about = search.about(explorer, wanted.toDouble());
        priced =
            search.price(
                new LegChoice(question, explorer).splits(about), explorer.paths(), about, wanted);
        amount = Amounts.exact(about);
      }
    }
    TokenAmount nativeWorth = question.nativeWorth(byInput ? trade.sell() : trade.buy());
    if (priced.isEmpty()) {
      String detail =
          explorer.paths().isEmpty()
              ? "no path within the limits: " + question.excluded()
              : "the pools are not deep enough";
      return new RouteResult.NotFound(
          new Rejection.NoRoute(trade.sell(), trade.buy(), detail),
          verdicts.of(explorer.paths(), amount, null),
          nativeWorth);
    }
    Priced best = null;
    Fraction lowest = Fraction.ONE;
    Gas least = question.wholeGas(priced.getFirst().legs());
    boolean gasDecides = false;
    for (Priced each : priced) {
      Fraction impact = question.impact(each);
      lowest = impact.compareTo(lowest) < 0 ? impact : lowest;
      Gas gas = question.wholeGas(each.legs());
      least = gas.compareTo(least) < 0 ? gas : least;
      gasDecides |= question.isWithinImpact(each);
      if (question.isWithinLimits(each)
          && (best == null || question.isBetter(each, best, byInput))) {
        best = each;
      }
    }
    if (best == null) {
      Gas mostGas = question.limits().maxGas();
      return new RouteResult.NotFound(
          gasDecides && mostGas != null
              ? new Rejection.RouteGasTooHigh(least, mostGas)
              : new Rejection.PriceImpactTooHigh(lowest, question.limits().maxPriceImpact()),
          verdicts.of(explorer.paths(), amount, null),
          nativeWorth);
    }
    Route route = routeOf(question, pricer, trade, best);
    return new RouteResult.Found(
        route, verdicts.of(explorer.paths(), best.input(), best), nativeWorth);
  }

  private static Route routeOf(Question question, ExactPricer pricer, Trade trade, Priced priced) {
    List<Leg> legs = pricer.legs(priced);
    pricer.standAfter(priced);
    List<BigDecimal> prices = new ArrayList<>(legs.size());
    for (int[] leg : priced.legs()) {
      prices.add(pricer.marginalPrice(leg));
    }
    return new Route(
        question.graph().market().block(),
        trade.sell().amount(priced.input()),
        trade.buy().amount(priced.output()),
        legs,
        question.impact(priced),
        question.wholeGas(priced.legs()),
        question.dataCost(priced.legs()),
        prices);
  }
}
