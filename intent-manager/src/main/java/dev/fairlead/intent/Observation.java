package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.Planned;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found out or asked for about one intent; {@link Decider} says what follows.
 */
sealed interface Observation {
  /** Time went by. */
  record TimePassed() implements Observation {}

  /** Somebody who may do so asked to stop. */
  record CancelAsked(String by) implements Observation {}

  /** At this block the intent can't be done. */
  record NothingPossible(
      BlockRef at, Rejection reason, List<Candidate> considered, @Nullable GasInputs gas)
      implements Observation {
    public NothingPossible {
      considered = List.copyOf(considered);
    }

    /** For a reason that has nothing to do with routes. */
    NothingPossible(BlockRef at, Rejection reason) {
      this(at, reason, List.of(), null);
    }
  }

  /** The plan does not hold on the newest state. */
  record PlanFailed(Planned plan, NothingPossible outcome) implements Observation {}

  /** The plan held on the newest state, and these payloads, in nonce order, carry it out. */
  record PlanHeld(Planned plan, Simulated simulation, List<Draft> drafts) implements Observation {
    public PlanHeld {
      drafts = List.copyOf(drafts);
    }
  }

  /** What no plan could have got in place of one that was written, counted from 1. */
  record BoundFound(int plan, TokenAmount most) implements Observation {}

  /** What was assigned can't be signed any more. */
  record Obstructed(Rejection reason) implements Observation {}

  /** These payloads consume the nonces that are still open without any other effect. */
  record WithdrawalDrafted(List<UnsignedTransaction> cancellations) implements Observation {
    public WithdrawalDrafted {
      cancellations = List.copyOf(cancellations);
    }
  }

  /** The signer gave these bytes. */
  record SignaturesMade(List<SignedTransaction> transactions) implements Observation {
    public SignaturesMade {
      transactions = List.copyOf(transactions);
    }
  }

  /** A channel answered. */
  record Offered(TxHash hash, String channel, SubmissionOutcome outcome) implements Observation {}

  /**
   * The intent's transactions on the chain as it is now.
   *
   * @param mined each signed transaction that is in a block of the chain
   * @param settled the hashes among them whose block is final
   * @param foreign the nonces that a final transaction of somebody else consumed
   */
  record ChainSeen(Map<TxHash, Included> mined, Set<TxHash> settled, Set<Nonce> foreign)
      implements Observation {
    public ChainSeen {
      mined = Map.copyOf(mined);
      settled = Set.copyOf(settled);
      foreign = Set.copyOf(foreign);
    }
  }

  /** A payload before it is assigned. */
  record Draft(TransactionRole role, UnsignedTransaction transaction) {}
}
