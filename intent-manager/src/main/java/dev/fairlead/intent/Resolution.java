package dev.fairlead.intent;

import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Rejection;

/** A request with everything that it left open filled in, or the reason why it makes no sense. */
sealed interface Resolution {
  record Resolved(Intent intent, StrategyConfig strategy) implements Resolution {}

  record Unresolved(Rejection reason) implements Resolution {}
}
