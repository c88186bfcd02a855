package dev.fairlead.intent;

import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;

/**
 * What is known of one intent after some prefix of its events.
 *
 * <p>Immutable and a function of the events alone: {@link #evolve} is the only way to the next
 * state, so a state that was replayed equals the state that was lived.
 */
public sealed interface IntentState {
  IntentStatus status();

  /** Before the first event. */
  record Unborn() implements IntentState {
    static final Unborn INSTANCE = new Unborn();

    @Override
    public IntentStatus status() {
      throw new IllegalStateException("nothing was recorded of this intent");
    }
  }

  /** The node answers for it. */
  record Open(OpenIntent life) implements IntentState {
    @Override
    public IntentStatus status() {
      return life.status();
    }
  }

  /** Nothing follows. {@code life} is its state just before {@code end}. */
  record Ended(OpenIntent life, IntentEvent end) implements IntentState {
    @Override
    public IntentStatus status() {
      return switch (end) {
        case IntentEvent.Refused _ -> IntentStatus.REFUSED;
        case IntentEvent.Settled _ -> IntentStatus.SETTLED;
        case IntentEvent.Failed _ -> IntentStatus.FAILED;
        case IntentEvent.Cancelled _ -> IntentStatus.CANCELLED;
        case IntentEvent.Expired _ -> IntentStatus.EXPIRED;
        case IntentEvent.Accepted _,
            IntentEvent.Planned _,
            IntentEvent.Deferred _,
            IntentEvent.Simulated _,
            IntentEvent.PlanBounded _,
            IntentEvent.Assigned _,
            IntentEvent.Signed _,
            IntentEvent.Submitted _,
            IntentEvent.Included _,
            IntentEvent.Retracted _,
            IntentEvent.CancelRequested _ ->
            throw new IllegalStateException(end + " ends no intent");
      };
    }
  }

  static IntentState unborn() {
    return Unborn.INSTANCE;
  }

  /**
   * The state after {@code event}.
   *
   * @throws IllegalStateException if the event can't follow, which only a bug or an altered log
   *     brings about
   */
  static IntentState evolve(IntentState state, IntentEvent event) {
    return Evolution.evolve(state, event);
  }

  static IntentState replay(Iterable<IntentEvent> events) {
    IntentState state = unborn();
    for (IntentEvent event : events) {
      state = evolve(state, event);
    }
    return state;
  }

  /** The intent, once something was recorded of it. */
  default Intent intent() {
    return details().intent();
  }

  /** All that is known, once something was recorded; of an ended intent, just before its end. */
  default OpenIntent details() {
    return switch (this) {
      case Unborn _ -> throw new IllegalStateException("nothing was recorded of this intent");
      case Open open -> open.life;
      case Ended ended -> ended.life;
    };
  }
}
