package dev.fairlead.intent;

import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import java.time.Instant;
import java.util.List;

/** The answer to a submission. The same submission sent again gets the same answer. */
public sealed interface SubmitResult {
  /**
   * Durable; the node answers for it. {@code repeated} says that this very intent was accepted
   * before and this is that answer again.
   */
  record Accepted(
      IntentId id, LogPosition position, Instant at, List<RiskCheck> checks, boolean repeated)
      implements SubmitResult {
    public Accepted {
      checks = List.copyOf(checks);
    }
  }

  /** Not done. {@code recorded} says whether the log holds this refusal, as it does for risk. */
  record Refused(Rejection reason, boolean recorded) implements SubmitResult {}
}
