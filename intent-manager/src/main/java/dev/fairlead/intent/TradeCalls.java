package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterTrade;
import java.util.List;

/** Writes plans as calls of the contracts that carry them out. Pure. */
final class TradeCalls {
  private final TradeContracts contracts;

  TradeCalls(TradeContracts contracts) {
    this.contracts = contracts;
  }

  TradeCall of(Intent intent, Plan plan, Market market) {
    Address to = contracts.of(plan);
    return switch (plan.way()) {
      case Way.Executor _ -> {
        ExecutorProgram program = Programs.of(intent, plan, market);
        yield new TradeCall(to, program.value(), program.toCalldata());
      }
      case Way.VenueRouter way -> {
        RouterTrade trade = routed(intent, plan, market);
        yield new TradeCall(to, trade.value(), contracts.router(plan, way).toCalldata(trade));
      }
    };
  }

  Approvals approvals(Intent intent, Plan plan) {
    return contracts.approvals(plan, Programs.deadline(intent));
  }

  private RouterTrade routed(Intent intent, Plan plan, Market market) {
    List<RouterHop> hops =
        RoutedHops.in(plan.legs().getFirst(), market)
            .orElseThrow(() -> new IllegalStateException("no router finds the way of " + plan));
    return new RouterTrade(
        Programs.deadline(intent),
        contracts.account(),
        plan.sell().units(),
        plan.least().units(),
        hops);
  }
}
