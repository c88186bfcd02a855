package dev.fairlead.intent;

import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import java.util.List;

/** Whether an intent may be accepted, with the figures that this was decided on. */
sealed interface RiskVerdict {
  record Approved(List<RiskCheck> checks) implements RiskVerdict {
    public Approved {
      checks = List.copyOf(checks);
    }
  }

  /** {@code passed} are the checks before the one that denied it. */
  record Denied(Rejection reason, List<RiskCheck> passed) implements RiskVerdict {
    public Denied {
      passed = List.copyOf(passed);
    }
  }
}
