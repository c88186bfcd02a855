package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.settlement.Settlements;
import dev.fairlead.model.Address;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.signing.TransactionSigner;
import dev.fairlead.venue.Market;
import java.time.Duration;
import java.time.Instant;

/** Where the intents of one account on one chain are worked, and with what. */
record Workplace(
    TradingChain trading,
    ChainWatch watch,
    Lane lane,
    TransactionSigner signer,
    Address account,
    Address executor,
    PriceGuard prices,
    Ceilings ceilings,
    Surroundings around,
    ExecutionPolicy policy) {
  Chain chain() {
    return trading.chain();
  }

  Instant now() {
    return around.clock().instant();
  }

  /** The fees for the speed that the intent names, or else the one that its deadline needs. */
  Fees fees(Intent intent) {
    InclusionSpeed wanted = intent.constraints().speed();
    if (wanted != null) {
      return chain().fees().wanting(wanted);
    }
    Duration left = Duration.between(now(), intent.constraints().window().deadline());
    return chain().fees().wanting(InclusionSpeed.within(left, chain().profile().blockTime()));
  }

  IntentObserver observer() {
    return around.observer();
  }

  /**
   * Nothing is signed or offered while the account is held.
   *
   * @throws LaneHeld if it is
   */
  void refuseHeld() throws InterruptedException {
    lane.refuseHeld(watch.picture().head());
  }

  TradeContracts contracts() {
    return new TradeContracts(account, executor, trading.routers());
  }

  Drafter drafter() {
    return new Drafter(chain().id(), account, policy);
  }

  Rehearsal rehearsal() {
    return new Rehearsal(
        trading.chain(), account, new TradeCalls(contracts()), policy.coinReserve());
  }

  Accounting accounting() {
    return new Accounting(
        new Settlements(chain(), trading.wrappedNative().address(), around.reverts()),
        account,
        executor);
  }

  /** The best plan, if it holds against the reference prices, or why there is none. */
  Planner.Outcome plan(Intent intent, Market market, Fees fees) {
    Planner planner =
        new Planner(around.router(), policy, new Ways(contracts(), policy.venueRouters()));
    return switch (planner.plan(intent, market, fees, trading.wrappedNative())) {
      case Planner.Outcome.Found found -> prices.judge(found);
      case Planner.Outcome.NotFound none -> none;
    };
  }
}
