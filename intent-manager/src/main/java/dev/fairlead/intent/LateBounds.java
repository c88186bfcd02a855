package dev.fairlead.intent;

import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PlanBound;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What no plan of an intent could have got, where that was not known when the plan was written.
 *
 * <p>Once known it goes into the log with the next event that follows from a channel's answer or
 * from the chain; alone only while the intent waits to be planned anew. Nothing that trades waits
 * for it, and an append that carries it rests on nothing more than without. What has not come when
 * the intent's work ends is given up. For the intent's thread.
 */
final class LateBounds implements AutoCloseable {
  private final Journal journal;
  private final IntentObserver observer;
  private final InstantSource clock;
  private final Bell bell;
  private final Map<Integer, Ceilings.Question> awaited = new TreeMap<>();

  LateBounds(Journal journal, IntentObserver observer, InstantSource clock, Bell bell) {
    this.journal = journal;
    this.observer = observer;
    this.clock = clock;
    this.bell = bell;
  }

  /** Waits for the bound of a plan that was written, counted from 1, unless it has one. */
  void await(int plan, Ceilings.Question question) {
    if (life().isBounded(plan)) {
      return;
    }
    awaited.put(plan, question);
    if (life().slots().isEmpty()) {
      question.whenTold(bell);
    }
  }

  /** These events, with what has come by now before them; nothing where there are none. */
  List<IntentEvent> beside(List<IntentEvent> events) {
    if (events.isEmpty() || awaited.isEmpty()) {
      return events;
    }
    List<IntentEvent> all = new ArrayList<>(come());
    all.addAll(events);
    return all;
  }

  /** Writes what has come by now; whether there was anything. */
  boolean write() throws InterruptedException {
    return journal.append(come(), List.of()) != Journal.Written.NOTHING;
  }

  private List<IntentEvent> come() {
    forgetWritten();
    List<IntentEvent> events = new ArrayList<>();
    Iterator<Map.Entry<Integer, Ceilings.Question>> each = awaited.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Integer, Ceilings.Question> next = each.next();
      switch (next.getValue().answer().orElse(null)) {
        case PlanBound.AtMost(var most) ->
            events.addAll(
                Decider.decide(
                    journal.state(),
                    new Observation.BoundFound(next.getKey(), most),
                    clock.instant()));
        case PlanBound.Unknown(String why) -> {
          each.remove();
          observer.boundLost(id(), why);
        }
        case null -> {}
      }
    }
    return events;
  }

  private void forgetWritten() {
    OpenIntent life = life();
    awaited.keySet().removeIf(life::isBounded);
  }

  private OpenIntent life() {
    return journal.state().details();
  }

  private IntentId id() {
    return life().id();
  }

  @Override
  public void close() {
    forgetWritten();
    awaited
        .values()
        .forEach(question -> {
          question.close();
          observer.boundLost(id(), "it had no place in the log before the intent's work ended");
        });
    awaited.clear();
  }
}
