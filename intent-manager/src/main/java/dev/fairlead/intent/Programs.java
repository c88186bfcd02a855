package dev.fairlead.intent;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes a plan as the program that the executor contract runs. Pure. */
final class Programs {
  private Programs() {}

  static ExecutorProgram of(Intent intent, Plan plan, Market market) {
    List<ExecutorLeg> legs = new ArrayList<>();
    List<Uint256> amounts = amounts(plan);
    for (Leg leg : plan.legs()) {
      legs.add(
          new ExecutorLeg(leg.tokenIn().address(), amounts.get(legs.size()), hops(leg, market)));
    }
    return new ExecutorProgram(
        deadline(intent),
        plan.sell().token().address(),
        plan.sell().units(),
        plan.quoted().token().address(),
        plan.least().units(),
        legs);
  }

  /**
   * What the executor is told that each leg takes: from a token in between zero where that is all,
   * so that what came there more or less than planned goes with it.
   */
  static List<Uint256> amounts(Plan plan) {
    List<Uint256> amounts = new ArrayList<>();
    Holdings holdings = new Holdings(plan.sell(), plan.quoted().token());
    for (Leg leg : plan.legs()) {
      boolean between = !leg.tokenIn().equals(plan.sell().token());
      amounts.add(between && holdings.takesAll(leg) ? Uint256.ZERO : leg.amountIn());
      holdings.run(leg);
    }
    return amounts;
  }

  static List<ExecutorHop> hops(Leg leg, Market market) {
    List<ExecutorHop> hops = new ArrayList<>();
    for (Hop hop : leg.hops()) {
      hops.add(pool(hop, market).hop(hop.tokenIn(), hop.tokenOut()));
    }
    return ExecutorHop.joined(hops);
  }

  static Pool pool(Hop hop, Market market) {
    return market
        .pool(hop.pool())
        .orElseThrow(() -> new IllegalStateException("the plan's pool is not in its market"));
  }

  /** In whole seconds, never after the intent's own deadline. */
  static Instant deadline(Intent intent) {
    return intent.constraints().window().deadline().truncatedTo(ChronoUnit.SECONDS);
  }
}
