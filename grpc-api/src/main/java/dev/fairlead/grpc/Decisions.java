package dev.fairlead.grpc;

import dev.fairlead.api.v1.Decision;
import dev.fairlead.api.v1.IntentDeferred;
import dev.fairlead.api.v1.IntentFailed;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.intent.IntentEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attempts to plan a life, with what was chosen from and what came of each. */
final class Decisions {
  private Decisions() {}

  static List<Decision> of(List<RecordedEvent> events) {
    List<Decision> decisions = new ArrayList<>();
    Decision.@Nullable Builder current = null;
    for (RecordedEvent recorded : events) {
      switch (recorded.event()) {
        case IntentEvent.Planned _ -> {
          close(current, decisions);
          IntentPlanned message = EventCodec.message(recorded).getPlanned();
          current =
              begun(recorded)
                  .setPlan(message.getPlan())
                  .addAllConsidered(message.getConsideredList());
          if (message.hasGas()) {
            current.setGas(message.getGas());
          }
          if (message.hasGrounds()) {
            current.setGrounds(message.getGrounds());
          }
        }
        case IntentEvent.Simulated _ -> {
          if (current != null) {
            current.setSimulated(EventCodec.message(recorded).getSimulated());
          }
        }
        case IntentEvent.Deferred _ -> {
          IntentDeferred message = EventCodec.message(recorded).getDeferred();
          if (current == null || current.hasSimulated()) {
            close(current, decisions);
            current = begun(recorded).addAllConsidered(message.getConsideredList());
            if (message.hasGas()) {
              current.setGas(message.getGas());
            }
          }
          close(current.setDeferred(message.toBuilder().clearConsidered().clearGas()), decisions);
          current = null;
        }
        case IntentEvent.Failed _ -> {
          IntentFailed message = EventCodec.message(recorded).getFailed();
          if (current != null && !current.hasSimulated()) {
            current.setFailed(message.toBuilder().clearConsidered().clearGas());
          } else if (message.hasGas()) {
            close(current, decisions);
            current =
                begun(recorded)
                    .addAllConsidered(message.getConsideredList())
                    .setGas(message.getGas())
                    .setFailed(message.toBuilder().clearConsidered().clearGas());
          }
        }
        default -> {}
      }
    }
    close(current, decisions);
    return decisions;
  }

  private static Decision.Builder begun(RecordedEvent recorded) {
    return Decision.newBuilder().setPosition(recorded.position().value());
  }

  private static void close(Decision.@Nullable Builder decision, List<Decision> decisions) {
    if (decision != null) {
      decisions.add(decision.build());
    }
  }
}
