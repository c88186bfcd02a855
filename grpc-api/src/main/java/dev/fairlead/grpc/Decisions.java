package dev.fairlead.grpc;

import dev.fairlead.api.v1.AssetAmount;
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
    List<Decision.Builder> decisions = new ArrayList<>();
    List<Decision.Builder> planned = new ArrayList<>();
    Decision.@Nullable Builder current = null;
    for (RecordedEvent recorded : events) {
      switch (recorded.event()) {
        case IntentEvent.Planned _ -> {
          IntentPlanned message = EventCodec.message(recorded).getPlanned();
          current =
              begun(recorded, decisions)
                  .setPlan(message.getPlan())
                  .addAllConsidered(message.getConsideredList());
          planned.add(current);
          if (message.hasGas()) {
            current.setGas(message.getGas());
          }
          if (message.hasGrounds()) {
            current.setGrounds(message.getGrounds());
          }
        }
        case IntentEvent.PlanBounded(_, int plan, _) -> {
          AssetAmount most = EventCodec.message(recorded).getPlanBounded().getAtMost();
          planned.get(plan - 1).getGroundsBuilder().setAtMost(most);
        }
        case IntentEvent.Simulated _ -> {
          if (current != null) {
            current.setSimulated(EventCodec.message(recorded).getSimulated());
          }
        }
        case IntentEvent.Deferred _ -> {
          IntentDeferred message = EventCodec.message(recorded).getDeferred();
          if (current == null || current.hasSimulated()) {
            current = begun(recorded, decisions).addAllConsidered(message.getConsideredList());
            if (message.hasGas()) {
              current.setGas(message.getGas());
            }
          }
          current.setDeferred(message.toBuilder().clearConsidered().clearGas());
          current = null;
        }
        case IntentEvent.Failed _ -> {
          IntentFailed message = EventCodec.message(recorded).getFailed();
          if (current != null && !current.hasSimulated()) {
            current.setFailed(message.toBuilder().clearConsidered().clearGas());
          } else if (message.hasGas()) {
            begun(recorded, decisions)
                .addAllConsidered(message.getConsideredList())
                .setGas(message.getGas())
                .setFailed(message.toBuilder().clearConsidered().clearGas());
          }
        }
        default -> {}
      }
    }
    return decisions.stream().map(Decision.Builder::build).toList();
  }

  private static Decision.Builder begun(RecordedEvent recorded, List<Decision.Builder> decisions) {
    Decision.Builder next = Decision.newBuilder().setPosition(recorded.position().value());
    decisions.add(next);
    return next;
  }
}
