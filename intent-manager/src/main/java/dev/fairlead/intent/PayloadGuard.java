package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.util.List;

/**
 * The last look before a signature: a payload is read back from its bytes and compared with what
 * was planned. A difference is a bug or an attack, and stops the intent.
 */
final class PayloadGuard {
  private final Address account;
  private final Address executor;
  private final Gas gasCap;

  /**
   * @param gasCap the most gas that a transaction of the chain may ask for
   */
  PayloadGuard(Address account, Address executor, Gas gasCap) {
    this.account = account;
    this.executor = executor;
    this.gasCap = gasCap;
  }

  void check(OpenIntent life, Payload payload) {
    UnsignedTransaction transaction = payload.transaction();
    check(transaction.from().equals(account), "the sender is " + transaction.from());
    check(transaction.chain().equals(life.intent().trade().chain()), "the chain is another");
    check(transaction.value().equals(Wei.ZERO), "it sends " + transaction.value() + " wei");
    check(transaction.gasLimit().compareTo(gasCap) <= 0, "its gas limit is above the cap");
    switch (payload.role()) {
      case APPROVAL -> checkApproval(plan(life), transaction);
      case TRADE -> checkTrade(life, plan(life), transaction);
      case CANCELLATION -> {
        check(transaction.to().equals(account), "a cancellation goes to " + transaction.to());
        check(transaction.data().length() == 0, "a cancellation carries data");
      }
    }
  }

  private void checkApproval(Plan plan, UnsignedTransaction transaction) {
    check(
        transaction.to().equals(plan.sell().token().address()),
        "an approval goes to " + transaction.to());
    check(
        List.of(Erc20.approve(executor, plan.sell().units()), Erc20.approve(executor, Uint256.ZERO))
            .contains(transaction.data()),
        "it approves something else than the amount sold to the executor");
  }

  private void checkTrade(OpenIntent life, Plan plan, UnsignedTransaction transaction) {
    check(transaction.to().equals(executor), "the trade goes to " + transaction.to());
    ExecutorProgram program = ExecutorProgram.decode(transaction.data());
    check(program.tokenIn().equals(plan.sell().token().address()), "it sells another token");
    check(program.amountIn().equals(plan.sell().units()), "it sells another amount");
    check(program.tokenOut().equals(plan.quoted().token().address()), "it buys another token");
    check(program.minAmountOut().equals(plan.least().units()), "its minimum is another");
    check(!program.minAmountOut().isZero(), "its minimum is zero");
    check(program.deadline().equals(Programs.deadline(life.intent())), "its deadline is another");
    check(
        program.legs().stream()
            .map(ExecutorLeg::amountIn)
            .toList()
            .equals(plan.legs().stream().map(leg -> leg.amountIn()).toList()),
        "its legs are others");
  }

  private static Plan plan(OpenIntent life) {
    Plan plan = life.plan();
    if (plan == null) {
      throw new IllegalStateException("a payload without a plan");
    }
    return plan;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("not signed: " + otherwise);
    }
  }
}
