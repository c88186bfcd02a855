package dev.fairlead.intent;

import dev.fairlead.event.Claims;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings back every open intent at the start: each is rebuilt by replay of its events, and goes on
 * from there. Signed bytes are offered again as they are; nothing is planned anew for them. One
 * that can't be read is told of and left alone; an account of which it has nonces gives out none.
 */
final class Recovery {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final EventStore store;
  private final Runners runners;
  private final IntentObserver observer;

  Recovery(EventStore store, Runners runners, IntentObserver observer) {
    this.store = store;
    this.runners = runners;
    this.observer = observer;
  }

  void run() throws InterruptedException {
    Set<IntentId> candidates = candidates();
    List<IntentView> open = new ArrayList<>();
    for (IntentId id : candidates) {
      replay(id, open);
    }
    List<IntentView> able = new ArrayList<>();
    for (IntentView view : open) {
      if (restoreLane(view)) {
        able.add(view);
      }
    }
    able.forEach(runners::start);
    observer.recovered(able.size());
  }

  /**
   * All that may be open. An index that has stopped is right about what it says has ended, and
   * knows of no intent that began since: those are taken from the log.
   */
  private Set<IntentId> candidates() throws InterruptedException {
    boolean stopped = false;
    try {
      store.intents().catchUp(store.log().head().position(), PATIENCE);
    } catch (ProjectionStopped e) {
      stopped = true;
    }
    LogPosition known = store.intents().position();
    Set<IntentId> candidates = new LinkedHashSet<>();
    store.intents().open().forEach(summary -> candidates.add(summary.id()));
    if (stopped) {
      store.log().begun("intent", known).forEach(stream -> candidates.add(stream.intent()));
    }
    return candidates;
  }

  private void replay(IntentId id, List<IntentView> open) {
    try {
      History.view(store.log().read(StreamId.intent(id)))
          .filter(view -> view.state() instanceof IntentState.Open)
          .ifPresent(open::add);
    } catch (IllegalStateException | UnreadableEvent e) {
      observer.stopped(id, e);
      store.claims().heldBy(id).forEach(holding -> hold(holding, id));
    }
  }

  /** What the intent signed may be on its way; a lane that is not configured gives out nothing. */
  private void hold(Claims.Holding holding, IntentId by) {
    try {
      runners.workplace(holding.chain(), holding.account()).lane().holdUnreadable(by);
    } catch (IllegalStateException e) {
      observer.stopped(by, e);
    }
  }

  /**
   * Before anything runs, each lane knows which open intents hold nonces of it. False for an intent
   * whose account is not configured any more: a person has to decide about it.
   */
  private boolean restoreLane(IntentView view) throws InterruptedException {
    OpenIntent life = view.state().details();
    try {
      Lane lane = runners.workplace(life).lane();
      if (!life.slots().isEmpty()) {
        lane.enter();
        try {
          lane.restored(life.id(), life.intent().trade().sell());
        } finally {
          lane.leave();
        }
      }
      return true;
    } catch (IllegalStateException e) {
      observer.stopped(life.id(), e);
      return false;
    }
  }
}
