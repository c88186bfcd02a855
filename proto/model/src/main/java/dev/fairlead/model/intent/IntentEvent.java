package dev.fairlead.model.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Event;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event in the life of one intent. The order of the records is the order of a life. */
public sealed interface IntentEvent extends Event {
  IntentId id();

  /**
   * Recorded, after these checks; from here on the node answers for it. Events of the first version
   * do not say who asked.
   */
  record Accepted(IntentId id, Intent intent, List<RiskCheck> checks, @Nullable Origin origin)
      implements IntentEvent {
    public Accepted {
      checks = List.copyOf(checks);
    }
  }

  /**
   * Refused at the door after it had passed {@code checks}; ends the intent. Events of the first
   * version say neither who asked nor what was passed.
   */
  record Refused(
      IntentId id, Intent intent, List<RiskCheck> checks, Rejection reason, @Nullable Origin origin)
      implements IntentEvent {
    public Refused {
      checks = List.copyOf(checks);
    }
  }

  /**
   * The best plan at a block, and every route that was priced for it. Events of the first version
   * do not say what gas was taken to cost, nor what else spoke for the plan.
   */
  record Planned(
      IntentId id, Plan plan, List<Candidate> considered, @Nullable GasInputs gas, Grounds grounds)
      implements IntentEvent {
    public Planned {
      considered = List.copyOf(considered);
    }
  }

  /**
   * Nothing could be done at this block; tried again at a later one, until the deadline.
   *
   * @param considered the routes that were priced when none could be taken; empty where a plan was
   *     made and did not hold, since that is told by its own event
   */
  record Deferred(
      IntentId id,
      BlockRef at,
      Rejection reason,
      List<Candidate> considered,
      @Nullable GasInputs gas)
      implements IntentEvent {
    public Deferred {
      considered = List.copyOf(considered);
    }
  }

  /** The plan ran on the state of block {@code at} and gave {@code bought}. */
  record Simulated(IntentId id, BlockRef at, TokenAmount bought, Gas gasUsed)
      implements IntentEvent {}

  /**
   * What no plan could have got, where it was found after the plan had been written.
   *
   * @param plan which of the intent's plans, counted from 1 in their order
   * @param most certified: nothing gives more
   */
  record PlanBounded(IntentId id, int plan, TokenAmount most) implements IntentEvent {
    public PlanBounded {
      if (plan < 1) {
        throw new IllegalArgumentException("plans are counted from 1 but found " + plan);
      }
    }
  }

  /** A nonce is bound to this payload; not signed yet. */
  record Assigned(IntentId id, TransactionRole role, UnsignedTransaction transaction)
      implements IntentEvent {}

  /** Signed and durable; nothing was sent before this event. */
  record Signed(IntentId id, TransactionRole role, SignedTransaction transaction)
      implements IntentEvent {}

  /** The bytes were offered to a channel, which answered. */
  record Submitted(IntentId id, TxHash hash, String channel, SubmissionOutcome outcome)
      implements IntentEvent {}

  /**
   * In a block; {@code sold} and {@code bought} are what it really moved. Events of the first
   * version were not held against balances, and have neither settlement nor limits.
   *
   * @param limits null where nothing was traded
   */
  record Included(
      IntentId id,
      TransactionRole role,
      TxHash hash,
      BlockRef block,
      boolean succeeded,
      Gas gasUsed,
      FeePerGas gasPrice,
      TokenAmount sold,
      TokenAmount bought,
      @Nullable Settlement settlement,
      @Nullable LimitCheck limits)
      implements IntentEvent {
    /** All that it cost. */
    public Wei fee() {
      return settlement == null ? gasPrice.times(gasUsed) : settlement.fee().total();
    }
  }

  /** The block that held the transaction is no longer in the chain. */
  record Retracted(IntentId id, TxHash hash, BlockRef block) implements IntentEvent {}

  /**
   * The strategy asked to stop, or the node had to.
   *
   * @param reason why the node had to; null where somebody asked
   */
  record CancelRequested(IntentId id, String by, @Nullable Rejection reason)
      implements IntentEvent {
    /** For no reason but that somebody wants it. */
    public CancelRequested(IntentId id, String by) {
      this(id, by, null);
    }
  }

  /** Traded and final; ends the intent. */
  record Settled(
      IntentId id, TxHash hash, BlockRef block, TokenAmount sold, TokenAmount bought, Wei fee)
      implements IntentEvent {}

  /**
   * Ended without a trade because of {@code reason}; {@code fee} was spent on chain.
   *
   * @param considered the routes that were priced, when it ended because none could be taken
   */
  record Failed(
      IntentId id, Rejection reason, Wei fee, List<Candidate> considered, @Nullable GasInputs gas)
      implements IntentEvent {
    public Failed {
      considered = List.copyOf(considered);
    }

    /** Ended for a reason that has nothing to do with routes. */
    public Failed(IntentId id, Rejection reason, Wei fee) {
      this(id, reason, fee, List.of(), null);
    }
  }

  /** Ended without a trade at the strategy's wish; {@code fee} was spent on chain. */
  record Cancelled(IntentId id, Wei fee) implements IntentEvent {}

  /** Ended without a trade because its window closed; {@code fee} was spent on chain. */
  record Expired(IntentId id, Wei fee) implements IntentEvent {}
}
