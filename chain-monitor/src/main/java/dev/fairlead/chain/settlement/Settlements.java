package dev.fairlead.chain.settlement;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a transaction of ours did in its block. Whether it succeeded, its gas and its logs
 * are proven by the block already; what endpoints must be asked for (balances, why it failed) is
 * unknown when none can tell, and nothing waits for it. For any thread; blocks its caller.
 */
public final class Settlements {
  /** Anybody may make tokens move in our transaction; more kinds than this are left out. */
  private static final int MOST_HOLDINGS = 32;

  private final Chain chain;
  private final Address wrappedNative;
  private final RevertWords reverts;

  public Settlements(Chain chain, Address wrappedNative, RevertReader reverts) {
    this.chain = chain;
    this.wrappedNative = wrappedNative;
    this.reverts = new RevertWords(reverts);
  }

  /**
   * What became of a transaction.
   *
   * @param account its sender
   * @param executor the contract that acts for the account, and is to keep nothing
   * @param traded tokens whose balances are compared even if nothing tells that they moved
   * @param payouts coins that the executor sends to the account
   */
  public Settlement of(
      Inclusion inclusion,
      Address account,
      Address executor,
      List<Address> traded,
      CoinPayouts payouts) {
    Receipt receipt = inclusion.receipt();
    Set<Address> holders = Set.copyOf(List.of(account, executor));
    Optional<Block> block = block(inclusion.block());
    Flows own = new Flows(holders, wrappedNative);
    Flows whole = new Flows(holders, wrappedNative);
    if (block.isEmpty()) {
      own.add(receipt);
    } else {
      for (Receipt each : block.get().receipts()) {
        boolean ours = each.index() == receipt.index();
        Transaction transaction = block.get().transactions().get(each.index());
        Receipt known = ours ? receipt : each;
        Uint256 paid = payouts.of(transaction, known);
        for (Flows flows : ours ? List.of(own, whole) : List.of(whole)) {
          flows.add(transaction, known);
          flows.pay(executor, account, paid);
        }
      }
    }
    List<Holding> holdings =
        holdings(own, account, executor, receipt.succeeded() ? traded : List.of());
    List<BalanceCheck> checks =
        block
            .map(held -> new Balances(chain, held.parentRef(), held.ref()).check(holdings, whole))
            .orElseGet(() -> unknown(holdings, inclusion.block()));
    return new Settlement(
        receipt.index(),
        receipt.fee(),
        receipt.succeeded() ? null : revert(receipt, block),
        movements(holdings, own, checks, account));
  }

  private Optional<Block> block(BlockRef ref) {
    try {
      return chain.block(ref);
    } catch (ChainException unreadable) {
      return Optional.empty();
    }
  }

  /** The executor's coins are not compared: what it unwraps for a pool of coins is in no log. */
  private static List<Holding> holdings(
      Flows own, Address account, Address executor, List<Address> traded) {
    Set<Holding> holdings = new LinkedHashSet<>();
    holdings.add(new Holding(account, null));
    for (Address token : traded) {
      holdings.add(new Holding(account, token));
      holdings.add(new Holding(executor, token));
    }
    own.holdings().stream().filter(each -> each.token() != null).forEach(holdings::add);
    return holdings.stream().limit(MOST_HOLDINGS).toList();
  }

  private static List<BalanceCheck> unknown(List<Holding> holdings, BlockRef block) {
    BalanceCheck why = new BalanceCheck.Unknown("block " + block + " can't be read");
    return holdings.stream().map(_ -> why).toList();
  }

  private static List<Movement> movements(
      List<Holding> holdings, Flows own, List<BalanceCheck> checks, Address account) {
    List<Movement> movements = new ArrayList<>();
    for (int i = 0; i < holdings.size(); i++) {
      Holding holding = holdings.get(i);
      Flow flow = own.of(holding);
      Movement movement =
          new Movement(
              holding.holder(), holding.token(), flow.received(), flow.given(), checks.get(i));
      if (holding.holder().equals(account)
          || !flow.equals(Flow.NONE)
          || movement.isContradicted()) {
        movements.add(movement);
      }
    }
    return movements;
  }

  private Revert revert(Receipt receipt, Optional<Block> block) {
    if (block.isEmpty()) {
      return new Revert(Revert.Kind.UNKNOWN, "its block can't be read");
    }
    Optional<CallResult> again = chain.rerun(block.get(), receipt.index());
    if (again.isEmpty()) {
      return new Revert(Revert.Kind.UNKNOWN, "no endpoint could run it again");
    }
    return switch (again.get()) {
      case CallResult.Returned _ -> new Revert(Revert.Kind.UNKNOWN, "run again, it passes");
      case CallResult.Reverted reverted -> reverts.of(reverted);
    };
  }
}
