package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prices the legs of a known route on another market, each with the share that it had. */
final class Rerun {
  private final Question question;
  private final ExactPricer pricer;

  Rerun(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  /** For the input that the trade gives, or the least that gives its output. */
  Optional<Priced> price(Route route, Trade trade) {
    Split split = split(route);
    return switch (trade) {
      case Trade.ExactIn exactIn ->
          Optional.ofNullable(pricer.price(split, exactIn.sellAmount().units()));
      case Trade.ExactOut exactOut ->
          new ExactOut(question, pricer)
              .least(split, route.sell().units(), exactOut.buyAmount().units());
    };
  }

  private Split split(Route route) {
    Map<Token, Uint256> brought = new HashMap<>();
    brought.put(route.sell().token(), route.sell().units());
    List<int[]> legs = new ArrayList<>();
    double[] shares = new double[route.legs().size()];
    long gas = 0;
    for (Leg leg : route.legs()) {
      Uint256 there = brought.getOrDefault(leg.tokenIn(), Uint256.ZERO);
      int[] edges = leg.hops().stream().mapToInt(this::edge).toArray();
      shares[legs.size()] = leg.amountIn().toDouble() / there.toDouble();
      legs.add(edges);
      gas += question.gasOf(edges);
      brought.merge(leg.tokenOut(), leg.amountOut(), Uint256::plus);
    }
    return Split.over(legs, shares, route.quoted().units().toDouble(), gas);
  }

  private int edge(Hop hop) {
    MarketGraph graph = question.graph();
    int in = graph.topology().indexOf(hop.tokenIn());
    int out = graph.topology().indexOf(hop.tokenOut());
    for (int edge : graph.topology().edgesOfPool(graph.market().indexOf(hop.pool()))) {
      if (graph.topology().from(edge) == in && graph.topology().to(edge) == out) {
        return edge;
      }
    }
    throw new IllegalArgumentException("the market has no hop " + hop);
  }
}
