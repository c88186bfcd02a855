package dev.fairlead.intent;

import dev.fairlead.event.IntentStage;
import dev.fairlead.event.Standing;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.model.intent.IntentId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many intents had each status: those that had ended are counted by the standing, those that
 * were open are replayed, so that only the log says how far each had come.
 */
final class StatusCounts {
  private static final int AT_ONCE = 200;

  private StatusCounts() {}

  static Map<IntentStatus, Long> of(Standing standing, History history) {
    Map<IntentStatus, Long> counts = new EnumMap<>(IntentStatus.class);
    standing.ended().forEach((stage, count) -> counts.merge(status(stage), count, Long::sum));
    List<IntentId> open = standing.open().stream().map(Begun::intent).toList();
    for (int from = 0; from < open.size(); from += AT_ONCE) {
      history
          .asOf(open.subList(from, Math.min(open.size(), from + AT_ONCE)), standing.position())
          .forEach(view -> counts.merge(view.status(), 1L, Long::sum));
    }
    return counts;
  }

  private static IntentStatus status(IntentStage stage) {
    return switch (stage) {
      case REFUSED -> IntentStatus.REFUSED;
      case SETTLED -> IntentStatus.SETTLED;
      case FAILED -> IntentStatus.FAILED;
      case CANCELLED -> IntentStatus.CANCELLED;
      case EXPIRED -> IntentStatus.EXPIRED;
      case ACCEPTED,
          PLANNED,
          DEFERRED,
          SIMULATED,
          ASSIGNED,
          SIGNED,
          SUBMITTED,
          INCLUDED,
          RETRACTED ->
          throw new IllegalStateException(stage + " is no end");
    };
  }
}
