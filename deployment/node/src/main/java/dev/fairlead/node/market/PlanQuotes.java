package dev.fairlead.node.market;

import dev.fairlead.event.MarketQuote;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was quoted for a plan: its legs with their shares, and the routes that it does not take. */
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
              leg.amountIn(),
              leg.amountOut(),
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
                plan.sell().units(),
                candidate.amountOut(),
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
      Uint256 sold,
      Uint256 bought,
      boolean taken,
      String verdict) {
    TokenAmount sell = planned.plan().sell();
    return new MarketQuote(
        sell.token().chain(),
        planned.plan().pricedAt(),
        seenAt,
        planned.id(),
        route,
        sell.token().address(),
        sold,
        planned.plan().quoted().token().address(),
        bought,
        taken,
        verdict);
  }
}
