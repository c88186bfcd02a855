package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import java.util.List;

/** What would happen to an intent now. Nothing of it is recorded, signed or sent. */
public sealed interface PreviewResult {
  /**
   * The plan holds on the state of block {@code at}.
   *
   * @param gas what it was taken to cost when the routes were compared
   * @param grounds what else speaks for the plan
   * @param gasUsed by all transactions that the plan needs
   * @param gasCost of them at the next block's price of gas, with what a rollup takes for their
   *     bytes
   */
  record Feasible(
      Intent intent,
      Plan plan,
      List<Candidate> considered,
      GasInputs gas,
      Grounds grounds,
      BlockRef at,
      TokenAmount bought,
      Gas gasUsed,
      Wei gasCost)
      implements PreviewResult {
    public Feasible {
      considered = List.copyOf(considered);
    }
  }

  /** It would be refused, or could not be done at the newest block. */
  record Infeasible(Rejection reason, List<Candidate> considered) implements PreviewResult {
    public Infeasible {
      considered = List.copyOf(considered);
    }
  }
}
