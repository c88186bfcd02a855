package dev.fairlead.intent;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Simulation;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.executor.ExecutorFailure;
import dev.fairlead.venue.router.Permit2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a plan on a block's state, exactly as it would be sent: the approvals, then the trade, in
 * one simulation. What it gives is read from the transfers, not from what the contract says; of the
 * coin, which has none, it is what the executor measured at the account.
 */
final class Rehearsal {
  private static final int WORD = 32;

  /** What pools whose prices grow with time may give more in the next block. */
  private static final Fraction GROWTH = Fraction.ofBasisPoints(10);

  /** What a storage slot costs more to fill when it is empty. */
  private static final Gas FROM_ZERO = new Gas(17_100);

  private final Chain chain;
  private final Address account;
  private final TradeCalls calls;
  private final Wei coinReserve;

  /**
   * @param coinReserve what the account keeps of the coin when it sells it
   */
  Rehearsal(Chain chain, Address account, TradeCalls calls, Wei coinReserve) {
    this.chain = chain;
    this.account = account;
    this.calls = calls;
    this.coinReserve = coinReserve;
  }

  /** A plan, and what it did. */
  record Tried(Plan plan, Rehearsed rehearsed) {}

  /**
   * Tries a plan; where a venue's router does not do it, the same by the executor, which is the
   * plan then if it does. Throws {@link ChainException} when the chain does not answer.
   */
  Tried run(Intent intent, Plan plan, Market market, BlockRef at) {
    Rehearsed first = once(intent, plan, market, at);
    if (plan.way() instanceof Way.VenueRouter way
        && first instanceof Rehearsed.NotHeld(BlockRef _, Rejection.SimulationReverted failed)) {
      Plan other =
          plan.by(new Way.Executor("router " + way.router() + " did not: " + failed.reason()));
      Rehearsed second = once(intent, other, market, at);
      if (second instanceof Rehearsed.Held) {
        return new Tried(other, second);
      }
    }
    return new Tried(plan, first);
  }

  private Rehearsed once(Intent intent, Plan plan, Market market, BlockRef at) {
    try {
      return believed(intent, plan, tried(intent, plan, market, at));
    } catch (ChainException e) {
      if (e.fault() == ChainException.Fault.DISAGREED) {
        return new Rehearsed.NotHeld(
            at, new Rejection.EndpointsDisagree(chain.id(), String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  /**
   * More than was quoted at the very block says that a pool was told wrongly: the least that the
   * chain would be told to accept is too little then, and whoever told it could take the rest.
   */
  private static Rehearsed believed(Intent intent, Plan plan, Rehearsed tried) {
    if (tried instanceof Rehearsed.Held held && held.at().equals(plan.pricedAt())) {
      Uint256 quoted = plan.quoted().units();
      Fraction slippage = intent.constraints().maxSlippage();
      Fraction more = slippage.compareTo(GROWTH) < 0 ? GROWTH : slippage;
      Uint256 most = quoted.plus(more.ofDown(quoted));
      if (held.bought().units().compareTo(most) > 0) {
        return new Rehearsed.NotHeld(
            held.at(),
            new Rejection.SimulationReverted(
                "it gave %s where %s was quoted at the same block; a pool is not as it is known"
                    .formatted(held.bought(), plan.quoted())));
      }
    }
    return tried;
  }

  private Rehearsed tried(Intent intent, Plan plan, Market market, BlockRef at) {
    TradeCall trade = calls.of(intent, plan, market);
    Approvals approvals = calls.approvals(intent, plan);
    Token sold = plan.sell().token();
    if (sold.isCoin()) {
      return coinTried(plan, trade, at);
    }
    List<Call> asked = new ArrayList<>();
    asked.add(Erc20.balanceOf(sold, account));
    asked.add(approvals.allowance(account));
    approvals.permitted(account).ifPresent(asked::add);
    List<TradeCall> made = new ArrayList<>();
    made.add(approvals.exact());
    approvals.permit().ifPresent(made::add);
    List<Simulation.Step> steps = simulate(at, asked, made, trade);
    Optional<Uint256> balance = number(steps.get(0));
    Optional<Uint256> allowance = number(steps.get(1));
    if (balance.isEmpty() || allowance.isEmpty()) {
      return new Rehearsed.NotHeld(
          at, new Rejection.SimulationReverted(sold + " does not tell balance and allowance"));
    }
    if (balance.get().compareTo(plan.sell().units()) < 0) {
      return new Rehearsed.NotHeld(
          at, new Rejection.InsufficientBalance(plan.sell(), sold.amount(balance.get())));
    }
    boolean allowed =
        allowance.get().compareTo(plan.sell().units()) >= 0
            && (asked.size() == 2 || isCovered(approvals, steps.get(2)));
    List<Simulation.Step> approving = steps.subList(asked.size(), asked.size() + made.size());
    boolean approved =
        approving.stream().allMatch(step -> step.result() instanceof CallResult.Returned);
    if (!approved && !allowed) {
      return runWithReset(plan, approvals, trade, at);
    }
    List<Rehearsed.Approval> needed = new ArrayList<>();
    for (int i = 0; approved && i < made.size(); i++) {
      Simulation.Step step = approving.get(i);
      needed.add(
          new Rehearsed.Approval(
              made.get(i), i == 0 ? fromZero(step, allowance.get()) : step.gasUsed()));
    }
    return judge(plan, trade, at, steps.getLast(), needed, allowed, null);
  }

  private static boolean isCovered(Approvals approvals, Simulation.Step step) {
    return step.result() instanceof CallResult.Returned(Bytes data)
        && Permit2.allowance(data).filter(approvals::isCoveredBy).isPresent();
  }

  /** The coin needs no approval. What is kept for gas is not sold (failures #53). */
  private Rehearsed coinTried(Plan plan, TradeCall trade, BlockRef at) {
    Token coin = plan.sell().token();
    Uint256 needed = plan.sell().units().plus(coinReserve.value());
    Uint256 held = chain.agreedBalance(account, at).value();
    if (held.compareTo(needed) < 0) {
      return new Rehearsed.NotHeld(
          at, new Rejection.InsufficientBalance(coin.amount(needed), coin.amount(held)));
    }
    return judge(
        plan,
        trade,
        at,
        simulate(at, List.of(), List.of(), trade).getFirst(),
        List.of(),
        true,
        coin.amount(held));
  }

  /** An allowance that is seen now may have been used up by then. */
  private static Gas fromZero(Simulation.Step approval, Uint256 seen) {
    return seen.isZero() ? approval.gasUsed() : approval.gasUsed().plus(FROM_ZERO);
  }

  /** For tokens that refuse to change an allowance unless it is zero (failures #147). */
  private Rehearsed runWithReset(Plan plan, Approvals approvals, TradeCall trade, BlockRef at) {
    List<TradeCall> made = new ArrayList<>();
    made.add(approvals.reset());
    made.add(approvals.exact());
    approvals.permit().ifPresent(made::add);
    List<Simulation.Step> steps = simulate(at, List.of(), made, trade);
    List<Rehearsed.Approval> needed = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      if (steps.get(i).result() instanceof CallResult.Reverted reverted) {
        return new Rehearsed.NotHeld(
            at, new Rejection.SimulationReverted("the approval reverted: " + reverted.reason()));
      }
      needed.add(new Rehearsed.Approval(made.get(i), steps.get(i).gasUsed()));
    }
    return judge(plan, trade, at, steps.getLast(), needed, false, null);
  }

  private Rehearsed judge(
      Plan plan,
      TradeCall trade,
      BlockRef at,
      Simulation.Step tried,
      List<Rehearsed.Approval> approvals,
      boolean allowed,
      @Nullable TokenAmount purse) {
    return switch (tried.result()) {
      case CallResult.Reverted reverted -> new Rehearsed.NotHeld(at, rejection(plan, reverted));
      case CallResult.Returned _ -> {
        CoinTrade coins = new CoinTrade(trade.to(), tried.logs());
        TokenAmount bought =
            plan.quoted().token().isCoin()
                ? plan.quoted().token().amount(coins.bought())
                : Transfers.bought(plan.quoted().token(), account, tried.logs());
        TokenAmount sold =
            plan.sell().token().isCoin()
                ? plan.sell().token().amount(coins.sold(plan.way(), trade.value(), bought))
                : Transfers.sold(plan.sell().token(), account, tried.logs());
        yield !sold.equals(plan.sell()) || bought.compareTo(plan.least()) < 0
            ? new Rehearsed.NotHeld(
                at, new Rejection.SimulationReverted(shortfall(plan, trade, sold, bought)))
            : new Rehearsed.Held(at, bought, trade, tried.gasUsed(), approvals, allowed, purse);
      }
    };
  }

  /** A call of an address without code succeeds and does nothing. */
  private static String shortfall(
      Plan plan, TradeCall trade, TokenAmount sold, TokenAmount bought) {
    return sold.units().isZero() && bought.units().isZero()
        ? "it moved nothing; is there %s at %s?"
            .formatted(plan.way() instanceof Way.Executor ? "an executor" : "a router", trade.to())
        : "it moved "
            + sold
            + " for "
            + bought
            + ", against "
            + plan.sell()
            + " for "
            + plan.least()
            + " or more";
  }

  private static Rejection rejection(Plan plan, CallResult.Reverted reverted) {
    if (ExecutorFailure.of(reverted.data()).equals(Optional.of(ExecutorFailure.SHORT_OUTPUT))) {
      Uint256 given = AbiReader.ofCall(reverted.data()).uint();
      return new Rejection.SlippageExceeded(plan.quoted().token().amount(given), plan.least());
    }
    return new Rejection.SimulationReverted(reason(reverted));
  }

  /** For people: the executor's own reasons by their names. */
  private static String reason(CallResult.Reverted reverted) {
    return ExecutorFailure.of(reverted.data())
        .map(failure -> "the executor says " + failure.signature())
        .orElseGet(reverted::reason);
  }

  /** Views, then what is approved, then the trade, one after the other. */
  private List<Simulation.Step> simulate(
      BlockRef at, List<Call> asked, List<TradeCall> made, TradeCall trade) {
    List<Call> all = new ArrayList<>(asked);
    made.forEach(call -> all.add(call(call)));
    all.add(call(trade));
    List<Simulation.Step> steps = chain.simulate(at, all).steps();
    if (steps.size() != all.size()) {
      throw ChainException.retryable(
          "a simulation of " + all.size() + " calls has " + steps.size() + " steps");
    }
    return steps;
  }

  private Call call(TradeCall made) {
    return new Call(account, made.to(), made.value(), made.data());
  }

  private static Optional<Uint256> number(Simulation.Step step) {
    return switch (step.result()) {
      case CallResult.Returned returned when returned.data().length() == WORD ->
          Optional.of(AbiReader.of(returned.data()).uint());
      case CallResult.Returned _, CallResult.Reverted _ -> Optional.empty();
    };
  }
}
