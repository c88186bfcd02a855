package dev.fairlead.grpc;

import dev.fairlead.api.v1.Decision;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.codec.PlanMessages;
import dev.fairlead.model.intent.IntentEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of a life with what they were chosen from and what came of them. */
final class Decisions {
  private Decisions() {}

  static List<Decision> of(List<RecordedEvent> events) {
    List<Decision> decisions = new ArrayList<>();
    Decision.@Nullable Builder current = null;
    for (RecordedEvent recorded : events) {
      switch (recorded.event()) {
        case IntentEvent.Planned planned -> {
          close(current, decisions);
          current =
              Decision.newBuilder()
                  .setPosition(recorded.position().value())
                  .setPlan(PlanMessages.message(planned.plan()))
                  .addAllConsidered(PlanMessages.messages(planned.considered()));
        }
        case IntentEvent.Simulated _ -> {
          if (current != null) {
            current.setSimulated(EventCodec.message(recorded).getSimulated());
          }
        }
        case IntentEvent.Deferred _ -> {
          if (current == null || current.hasSimulated()) {
            close(current, decisions);
            current = Decision.newBuilder().setPosition(recorded.position().value());
          }
          close(current.setDeferred(EventCodec.message(recorded).getDeferred()), decisions);
          current = null;
        }
        default -> {}
      }
    }
    close(current, decisions);
    return decisions;
  }

  private static void close(Decision.@Nullable Builder decision, List<Decision> decisions) {
    if (decision != null) {
      decisions.add(decision.build());
    }
  }
}
