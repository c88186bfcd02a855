package dev.fairlead.intent;

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
    for (Leg leg : plan.legs()) {
      List<ExecutorHop> hops = new ArrayList<>();
      for (Hop hop : leg.hops()) {
        hops.add(pool(hop, market).hop(hop.tokenIn(), hop.tokenOut()));
      }
      legs.add(new ExecutorLeg(leg.amountIn(), ExecutorHop.joined(hops)));
    }
    return new ExecutorProgram(
        deadline(intent),
        plan.sell().token().address(),
        plan.sell().units(),
        plan.quoted().token().address(),
        plan.least().units(),
        legs);
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
