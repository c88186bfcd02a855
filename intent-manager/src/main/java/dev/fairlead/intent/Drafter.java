package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the transactions of an intent, from the simulated gas and the fees of the moment. Pure.
 */
final class Drafter {
  /** EIP-7825: no transaction may allow more gas than this. */
  static final long GAS_CAP = 1L << 24;

  private static final Gas TRANSFER_GAS = new Gas(21_000);

  /** Payloads in nonce order, or why they can't be made. */
  sealed interface Outcome {
    record Drafted(List<Observation.Draft> drafts) implements Outcome {
      public Drafted {
        drafts = List.copyOf(drafts);
      }
    }

    record TooCostly(Rejection reason) implements Outcome {}
  }

  private final ChainId chain;
  private final Address account;
  private final Address executor;
  private final ExecutionPolicy policy;

  Drafter(ChainId chain, Address account, Address executor, ExecutionPolicy policy) {
    this.chain = chain;
    this.account = account;
    this.executor = executor;
    this.policy = policy;
  }

  /**
   * The approvals, if they are wanted, and the trade, from nonce {@code first} on. Whatever happens
   * on chain, they cost at most {@code maxCost} in gas.
   */
  Outcome trade(
      Rehearsed.Held held,
      boolean withApprovals,
      Token sold,
      Nonce first,
      Fees fees,
      @Nullable Wei maxCost) {
    List<Rehearsed.Approval> approvals = withApprovals ? held.approvals() : List.of();
    List<Gas> limits = new ArrayList<>();
    approvals.forEach(approval -> limits.add(limit(approval.gas())));
    limits.add(limit(held.tradeGas()));
    Gas total = limits.stream().reduce(Gas.ZERO, Gas::plus);
    for (Gas limit : limits) {
      if (limit.value() > GAS_CAP) {
        return new Outcome.TooCostly(
            new Rejection.SimulationReverted(
                "it needs " + limit + " gas, above the cap of " + GAS_CAP));
      }
    }
    FeePerGas maxFee = fees.maxFee();
    if (maxCost != null) {
      Uint256 affordable = maxCost.value().dividedBy(Uint256.of(total.value()));
      if (affordable.compareTo(fees.nextGasPrice().wei()) < 0) {
        return new Outcome.TooCostly(
            new Rejection.GasCostTooHigh(fees.nextGasPrice().times(total), maxCost));
      }
      maxFee = new FeePerGas(affordable.min(maxFee.wei()));
    }
    FeePerGas tip = new FeePerGas(fees.priorityFee().wei().min(maxFee.wei()));
    List<Observation.Draft> drafts = new ArrayList<>();
    Nonce nonce = first;
    for (int i = 0; i < approvals.size(); i++) {
      Bytes data = Erc20.approve(executor, approvals.get(i).amount());
      drafts.add(
          new Observation.Draft(
              TransactionRole.APPROVAL,
              transaction(nonce, tip, maxFee, limits.get(i), sold.address(), data)));
      nonce = nonce.next();
    }
    drafts.add(
        new Observation.Draft(
            TransactionRole.TRADE,
            transaction(nonce, tip, maxFee, limits.getLast(), executor, held.program())));
    return new Outcome.Drafted(drafts);
  }

  /**
   * A transfer of nothing to oneself that takes the place of what is in the slot: an eighth more on
   * both fees than anything there, which every pool accepts as a replacement, and at least what the
   * next blocks ask for.
   */
  UnsignedTransaction cancellation(Slot slot, Fees fees) {
    FeePerGas tip = fees.priorityFee();
    FeePerGas maxFee = fees.maxFee();
    for (Payload payload : slot.payloads()) {
      tip = higher(tip, raised(payload.transaction().maxPriorityFee()));
      maxFee = higher(maxFee, raised(payload.transaction().maxFee()));
    }
    return transaction(slot.nonce(), tip, higher(maxFee, tip), TRANSFER_GAS, account, Bytes.EMPTY);
  }

  private UnsignedTransaction transaction(
      Nonce nonce, FeePerGas tip, FeePerGas maxFee, Gas limit, Address to, Bytes data) {
    return new UnsignedTransaction(chain, account, nonce, tip, maxFee, limit, to, Wei.ZERO, data);
  }

  private Gas limit(Gas used) {
    Uint256 units = Uint256.of(used.value());
    return new Gas(units.plus(policy.gasMargin().ofUp(units)).toLongExact());
  }

  /** 12.5 % more, rounded up, and more in any case. */
  private static FeePerGas raised(FeePerGas fee) {
    return new FeePerGas(fee.wei().mulDivUp(Uint256.of(9), Uint256.of(8)).plus(Uint256.ONE));
  }

  private static FeePerGas higher(FeePerGas a, FeePerGas b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
