package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import dev.fairlead.signing.LikelyBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the transactions of an intent, from the simulated gas and the fees of the moment. Pure.
 */
final class Drafter {
  /** What a rollup takes for bytes may rise by so much until they are in a block. */
  private static final Uint256 RISEN = Uint256.of(5);

  private static final Uint256 BEFORE = Uint256.of(4);
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
  private final ExecutionPolicy policy;

  Drafter(ChainId chain, Address account, ExecutionPolicy policy) {
    this.chain = chain;
    this.account = account;
    this.policy = policy;
  }

  /** A transaction before its fees: what it does, and the gas that it may use for it. */
  private record Part(TransactionRole role, Address to, Wei value, Bytes data, Gas limit) {}

  /**
   * The approvals, if they are wanted, and the trade, from nonce {@code first} on. Whatever happens
   * on chain, they cost at most {@code maxCost} in gas, and in what a rollup takes for their bytes
   * unless that rises by more than a quarter; and where the coin is sold, no more than the account
   * has of it besides.
   */
  Outcome trade(
      Rehearsed.Held held, boolean withApprovals, Nonce first, Fees fees, @Nullable Wei maxCost) {
    List<Part> parts = parts(held, withApprovals, fees);
    Gas total = Gas.ZERO;
    Wei beside = Wei.ZERO;
    for (Part part : parts) {
      if (part.limit().compareTo(fees.gasCap()) > 0) {
        return new Outcome.TooCostly(new Rejection.GasLimitTooHigh(part.limit(), fees.gasCap()));
      }
      total = total.plus(part.limit());
      beside = beside.plus(fees.dataFee().beside(likely(part, fees), part.limit()));
    }
    FeePerGas maxFee = fees.maxFee();
    Wei next = fees.nextGasPrice().times(total);
    if (maxCost != null) {
      maxFee = lower(maxFee, affordable(maxCost, beside, total));
      if (maxFee.compareTo(fees.nextGasPrice()) < 0) {
        return new Outcome.TooCostly(new Rejection.GasCostTooHigh(next.plus(beside), maxCost));
      }
    }
    TokenAmount purse = held.purse();
    if (purse != null) {
      Uint256 sold = held.trade().value().value();
      maxFee = lower(maxFee, affordable(new Wei(purse.units().minus(sold)), beside, total));
      if (maxFee.compareTo(fees.nextGasPrice()) < 0) {
        Uint256 needed = sold.plus(next.value()).plus(risen(beside));
        return new Outcome.TooCostly(
            new Rejection.InsufficientBalance(purse.token().amount(needed), purse));
      }
    }
    List<Observation.Draft> drafts = new ArrayList<>();
    Nonce nonce = first;
    for (Part part : parts) {
      drafts.add(new Observation.Draft(part.role(), transaction(part, nonce, fees, maxFee)));
      nonce = nonce.next();
    }
    return new Outcome.Drafted(drafts);
  }

  /** What the same transactions cost in the next block if they use the gas that they used here. */
  Wei cost(Rehearsed.Held held, boolean withApprovals, Fees fees) {
    Wei cost = Wei.ZERO;
    for (Part part : asTried(held, withApprovals)) {
      Bytes bytes = likely(part, fees);
      Gas gas = part.limit().plus(fees.dataFee().gas(bytes, fees.nextGasPrice()));
      cost = cost.plus(fees.nextGasPrice().times(gas)).plus(fees.dataFee().beside(bytes, gas));
    }
    return cost;
  }

  private List<Part> parts(Rehearsed.Held held, boolean withApprovals, Fees fees) {
    return asTried(held, withApprovals).stream()
        .map(part -> new Part(part.role(), part.to(), part.value(), part.data(), limit(part, fees)))
        .toList();
  }

  private static List<Part> asTried(Rehearsed.Held held, boolean withApprovals) {
    List<Part> parts = new ArrayList<>();
    if (withApprovals) {
      held.approvals()
          .forEach(approval ->
              parts.add(
                  new Part(
                      TransactionRole.APPROVAL,
                      approval.call().to(),
                      approval.call().value(),
                      approval.call().data(),
                      approval.gas())));
    }
    parts.add(
        new Part(
            TransactionRole.TRADE,
            held.trade().to(),
            held.trade().value(),
            held.trade().data(),
            held.tradeGas()));
    return parts;
  }

  /** With a margin, and with the gas that is counted for the bytes. */
  private Gas limit(Part part, Fees fees) {
    Uint256 used = Uint256.of(part.limit().value());
    Gas limit = new Gas(used.plus(policy.gasMargin().ofUp(used)).toLongExact());
    return limit.plus(bytesGas(likely(part, fees), fees));
  }

  private static Gas bytesGas(Bytes bytes, Fees fees) {
    Uint256 gas = Uint256.of(fees.dataFee().gas(bytes, fees.nextGasPrice()).value());
    return new Gas(gas.mulDivUp(RISEN, BEFORE).toLongExact());
  }

  /** A part's bytes, which no fee for bytes needs where there is none. */
  private Bytes likely(Part part, Fees fees) {
    return fees.dataFee().isNone()
        ? Bytes.EMPTY
        : LikelyBytes.of(transaction(part, new Nonce(Integer.MAX_VALUE), fees, fees.maxFee()));
  }

  /** The highest fee at which this much gas costs no more, with what is taken beside it. */
  private static FeePerGas affordable(Wei most, Wei beside, Gas gas) {
    Uint256 left = most.value().minus(most.value().min(risen(beside)));
    return new FeePerGas(left.dividedBy(Uint256.of(gas.value())));
  }

  private static Uint256 risen(Wei beside) {
    return beside.value().mulDivUp(RISEN, BEFORE);
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
    maxFee = higher(maxFee, tip);
    Part part =
        new Part(TransactionRole.CANCELLATION, account, Wei.ZERO, Bytes.EMPTY, TRANSFER_GAS);
    Gas limit = TRANSFER_GAS.plus(bytesGas(likely(part, fees), fees));
    return new UnsignedTransaction(
        fees.form(),
        chain,
        account,
        slot.nonce(),
        fees.form() == Form.LEGACY ? maxFee : tip,
        maxFee,
        limit,
        account,
        Wei.ZERO,
        Bytes.EMPTY);
  }

  private UnsignedTransaction transaction(Part part, Nonce nonce, Fees fees, FeePerGas maxFee) {
    return new UnsignedTransaction(
        fees.form(),
        chain,
        account,
        nonce,
        fees.statedTip(maxFee),
        maxFee,
        part.limit(),
        part.to(),
        part.value(),
        part.data());
  }

  /** 12.5 % more, rounded up, and more in any case. */
  private static FeePerGas raised(FeePerGas fee) {
    return new FeePerGas(fee.wei().mulDivUp(Uint256.of(9), Uint256.of(8)).plus(Uint256.ONE));
  }

  private static FeePerGas lower(FeePerGas a, FeePerGas b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static FeePerGas higher(FeePerGas a, FeePerGas b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
