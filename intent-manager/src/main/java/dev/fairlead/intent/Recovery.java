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
    for (IntentView view : open) {
      restoreLane(view);
    }
    open.forEach(this::resume);
    observer.recovered(open.size());
  }

  private void replay(IntentId id, List<IntentView> open) {
    try {
      History.view(store.log().read(StreamId.intent(id))).ifPresent(open::add);
    } catch (IllegalStateException e) {
      observer.stopped(id, e);
    }
  }

  /** Before anything runs, each lane knows which open intents hold nonces of it. */
  private void restoreLane(IntentView view) throws InterruptedException {
    OpenIntent life = view.state().details();
    if (!life.slots().isEmpty()) {
      Lane lane = runners.workplace(life).lane();
      lane.enter();
      try {
        lane.restored(life.id(), life.intent().trade().sell());
      } finally {
        lane.leave();
      }
    }
  }

  private void resume(IntentView view) {
    try {
      runners.start(view);
    } catch (IllegalStateException e) {
      observer.stopped(view.state().intent().id(), e);
    }
  }
}
