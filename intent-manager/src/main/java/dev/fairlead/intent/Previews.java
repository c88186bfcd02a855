package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import java.util.List;

/** Says what would happen to an intent now, by the same steps that would do it. */
final class Previews {
  private final Runners runners;

  Previews(Runners runners) {
    this.runners = runners;
  }

  /** Waits for the market to come to the newest block. */
  PreviewResult preview(Intent intent, StrategyConfig strategy) throws InterruptedException {
    Workplace at = runners.workplace(intent.trade().chain(), strategy.account());
    if (at.trading().market().market().isEmpty()) {
      return new PreviewResult.Infeasible(
          new Rejection.NoRoute(
              intent.trade().sell(), intent.trade().buy(), "the market is being loaded"),
          List.of());
    }
    Market market;
    try {
      market =
          at.trading().market().await(at.chain().head().number(), at.policy().marketPatience());
    } catch (VenueException behind) {
      return new PreviewResult.Infeasible(
          new Rejection.Halted(at.chain().id(), String.valueOf(behind.getMessage())), List.of());
    }
    Fees fees = at.fees(intent);
    return switch (at.plan(intent, market, fees)) {
      case Planner.Outcome.NotFound none ->
          new PreviewResult.Infeasible(none.reason(), none.considered());
      case Planner.Outcome.Found found -> {
        try (Ceilings.Question bound = at.ceilings().ask(found.plan(), market)) {
          yield rehearse(at, intent, found, market, fees, bound);
        }
      }
    };
  }

  private static PreviewResult rehearse(
      Workplace at,
      Intent intent,
      Planner.Outcome.Found found,
      Market market,
      Fees fees,
      Ceilings.Question bound)
      throws InterruptedException {
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
            found.grounds().with(bound.within(Ceilings.PATIENCE)),
            held.at(),
            held.bought(),
            gas,
            at.drafter().cost(held, !held.allowed(), fees));
      }
    };
  }
}
