package dev.fairlead.node.market;

import dev.fairlead.event.MarketQuote;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was quoted for a plan: its legs, from one token to another, and the routes that it does not
 * take.
 */
final class PlanQuotes {
  private PlanQuotes() {}

  static List<MarketQuote> of(IntentEvent.Planned planned, Instant seenAt) {
    List<MarketQuote> quotes = new ArrayList<>();
    Plan plan = planned.plan();
    for (Leg leg : plan.legs()) {
      quotes.add(
          quote(
              planned,
              seenAt,
              leg.hops().stream().map(Hop::pool).toList(),
              leg.tokenIn().amount(leg.amountIn()),
              leg.tokenOut().amount(leg.amountOut()),
              true,
              ""));
    }
    for (Candidate candidate : planned.considered()) {
      if (!candidate.chosen()) {
        quotes.add(
            quote(
                planned,
                seenAt,
                candidate.pools(),
                plan.sell(),
                plan.quoted().token().amount(candidate.amountOut()),
                false,
                candidate.verdict()));
      }
    }
    return quotes;
  }

  private static MarketQuote quote(
      IntentEvent.Planned planned,
      Instant seenAt,
      List<PoolId> route,
      TokenAmount sold,
      TokenAmount bought,
      boolean taken,
      String verdict) {
    return new MarketQuote(
        sold.token().chain(),
        planned.plan().pricedAt(),
        seenAt,
        planned.id(),
        route,
        sold.token().address(),
        sold.units(),
        bought.token().address(),
        bought.units(),
        taken,
        verdict);
  }
}
