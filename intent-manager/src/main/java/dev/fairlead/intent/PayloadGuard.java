package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import java.util.List;

/**
 * The last look before a signature: a payload is read back from its bytes and compared with what
 * was planned. A difference is a bug or an attack, and stops the intent.
 */
final class PayloadGuard {
  private final TradeContracts contracts;
  private final Gas gasCap;
  private final PlannedHops planned;

  /**
   * @param gasCap the most gas that a transaction of the chain may ask for
   * @param planned what programs are compared with, hop by hop
   */
  PayloadGuard(TradeContracts contracts, Gas gasCap, PlannedHops planned) {
    this.contracts = contracts;
    this.gasCap = gasCap;
    this.planned = planned;
  }

  void check(OpenIntent life, Payload payload) {
    UnsignedTransaction transaction = payload.transaction();
    Address account = contracts.account();
    check(transaction.from().equals(account), "the sender is " + transaction.from());
    check(transaction.chain().equals(life.intent().trade().chain()), "the chain is another");
    check(
        transaction.value().equals(value(life, payload)),
        "it sends " + transaction.value() + " wei");
    check(transaction.gasLimit().compareTo(gasCap) <= 0, "its gas limit is above the cap");
    switch (payload.role()) {
      case APPROVAL -> checkApproval(life, life.carriedOut(), transaction);
      case TRADE -> checkTrade(life, life.carriedOut(), transaction);
      case CANCELLATION -> {
        check(transaction.to().equals(account), "a cancellation goes to " + transaction.to());
        check(transaction.data().length() == 0, "a cancellation carries data");
      }
    }
  }

  /** Only a trade sends any of the coin: all that it sells, where it sells the coin. */
  private static Wei value(OpenIntent life, Payload payload) {
    return switch (payload.role()) {
      case TRADE -> {
        TokenAmount sold = life.carriedOut().sell();
        yield sold.token().isCoin() ? new Wei(sold.units()) : Wei.ZERO;
      }
      case APPROVAL, CANCELLATION -> Wei.ZERO;
    };
  }

  private void checkApproval(OpenIntent life, Plan plan, UnsignedTransaction transaction) {
    Approvals approvals = contracts.approvals(plan, Programs.deadline(life.intent()));
    check(
        transaction.to().equals(plan.sell().token().address())
            || approvals.permit().filter(p -> p.to().equals(transaction.to())).isPresent(),
        "an approval goes to " + transaction.to());
    check(
        approvals.contain(new TradeCall(transaction.to(), transaction.value(), transaction.data())),
        "it approves something else than the amount sold to the contract of the plan");
  }

  private void checkTrade(OpenIntent life, Plan plan, UnsignedTransaction transaction) {
    check(transaction.to().equals(contracts.of(plan)), "the trade goes to " + transaction.to());
    switch (plan.way()) {
      case Way.Executor _ -> checkProgram(life, plan, ExecutorProgram.decode(transaction.data()));
      case Way.VenueRouter way -> {
        VenueRouter router = contracts.router(plan, way);
        checkRouted(
            life, plan, router.pools(), router.decode(transaction.data(), transaction.from()));
      }
    }
  }

  private void checkProgram(OpenIntent life, Plan plan, ExecutorProgram program) {
    check(program.tokenIn().equals(plan.sell().token().address()), "it sells another token");
    check(program.amountIn().equals(plan.sell().units()), "it sells another amount");
    check(program.tokenOut().equals(plan.quoted().token().address()), "it buys another token");
    check(program.minAmountOut().equals(plan.least().units()), "its minimum is another");
    check(!program.minAmountOut().isZero(), "its minimum is zero");
    check(program.deadline().equals(Programs.deadline(life.intent())), "its deadline is another");
    check(
        program.legs().stream().map(ExecutorLeg::amountIn).toList().equals(Programs.amounts(plan)),
        "its legs are others");
    check(
        program.legs().stream()
            .map(ExecutorLeg::tokenIn)
            .toList()
            .equals(plan.legs().stream().map(leg -> leg.tokenIn().address()).toList()),
        "its legs begin elsewhere");
    for (int i = 0; i < plan.legs().size(); i++) {
      checkHops(i, program.legs().get(i).hops(), planned.of(plan.legs().get(i)));
    }
  }

  /** Where the money goes: each venue, pool, coin and token is what the plan's pool has. */
  private static void checkHops(int leg, List<ExecutorHop> found, List<ExecutorHop> wanted) {
    check(found.size() == wanted.size(), "the hops of leg " + leg + " are others");
    for (int i = 0; i < wanted.size(); i++) {
      check(
          found.get(i).equals(wanted.get(i)),
          "hop %d of leg %d is another: %s".formatted(i, leg, found.get(i)));
    }
  }

  /** A router pays to whom it is told to, so that the account is compared too. */
  private void checkRouted(OpenIntent life, Plan plan, PoolRegistry pools, RouterTrade trade) {
    check(trade.account().equals(contracts.account()), "it is for " + trade.account());
    check(trade.amountIn().equals(plan.sell().units()), "it sells another amount");
    check(trade.minAmountOut().equals(plan.least().units()), "its minimum is another");
    check(trade.deadline().equals(Programs.deadline(life.intent())), "its deadline is another");
    check(
        trade.tokens().getFirst().equals(plan.sell().token().address()), "it sells another token");
    check(
        trade.tokens().getLast().equals(plan.quoted().token().address()), "it buys another token");
    List<Hop> hops = RoutedHops.of(plan.legs().getFirst());
    check(trade.hops().size() == hops.size(), "its hops are others");
    for (int i = 0; i < hops.size(); i++) {
      check(isOf(hops.get(i), pools, trade.hops().get(i)), "hop " + i + " is another");
    }
  }

  /** The pool's key tells which of its two sides is the coin, and the other side the direction. */
  private static boolean isOf(Hop planned, PoolRegistry pools, RouterHop hop) {
    return isOf(planned.tokenIn(), hop.tokenIn())
        && isOf(planned.tokenOut(), hop.tokenOut())
        && pools.poolKey(hop).equals(planned.pool().key());
  }

  private static boolean isOf(Token planned, Address currency) {
    return currency.isZero() || currency.equals(planned.address());
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("not signed: " + otherwise);
    }
  }
}
