package dev.fairlead.intent;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings back every open intent at the start: each is rebuilt by replay of its events, and goes on
 * from there. Signed bytes are offered again as they are; nothing is planned anew for them.
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
    store.intents().catchUp(store.log().head().position(), PATIENCE);
    List<IntentView> open = new ArrayList<>();
    for (IntentSummary summary : store.intents().open()) {
      replay(summary.id(), open);
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

  private void replay(IntentId id, List<IntentView> open) {
    try {
      History.view(store.log().read(StreamId.intent(id))).ifPresent(open::add);
    } catch (IllegalStateException e) {
      observer.stopped(id, e);
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
