package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.venue.Market;
import java.util.List;
import java.util.Optional;

/** Says what would happen to an intent now, by the same steps that would do it. */
final class Previews {
  private final Runners runners;

  Previews(Runners runners) {
    this.runners = runners;
  }

  PreviewResult preview(Intent intent, StrategyConfig strategy) {
    Workplace at = runners.workplace(intent.trade().chain(), strategy.account());
    Optional<Market> market = at.trading().market().market();
    if (market.isEmpty()) {
      return new PreviewResult.Infeasible(
          new Rejection.NoRoute(
              intent.trade().sell(), intent.trade().buy(), "the market is being loaded"),
          List.of());
    }
    Fees fees = at.fees(intent);
    return switch (at.plan(intent, market.get(), fees)) {
      case Planner.Outcome.NotFound none ->
          new PreviewResult.Infeasible(none.reason(), none.considered());
      case Planner.Outcome.Found found -> rehearse(at, intent, found, market.get(), fees);
    };
  }

  private static PreviewResult rehearse(
      Workplace at, Intent intent, Planner.Outcome.Found found, Market market, Fees fees) {
    BlockRef head = at.chain().head();
    Rehearsal.Tried tried = at.rehearsal().run(intent, found.plan(), market, head);
    return switch (tried.rehearsed()) {
      case Rehearsed.NotHeld notHeld ->
          new PreviewResult.Infeasible(notHeld.reason(), found.considered());
      case Rehearsed.Held held -> {
        Gas gas = held.tradeGas();
        if (!held.allowed()) {
          gas = held.approvals().stream().map(Rehearsed.Approval::gas).reduce(gas, Gas::plus);
        }
        yield new PreviewResult.Feasible(
            intent,
            tried.plan(),
            found.considered(),
            found.gas(),
            found.grounds(),
            held.at(),
            held.bought(),
            gas,
            at.drafter().cost(held, !held.allowed(), fees));
      }
    };
  }
}
