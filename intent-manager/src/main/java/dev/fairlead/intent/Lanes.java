package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.event.EventStore;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The one {@link Lane} of each account on each chain. */
final class Lanes {
  private record Key(ChainId chain, Address account) {}

  private final EventStore store;
  private final IntentObserver observer;
  private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();

  Lanes(EventStore store, IntentObserver observer) {
    this.store = store;
    this.observer = observer;
  }

  Lane lane(Chain chain, Address account) {
    return lanes.computeIfAbsent(
        new Key(chain.id(), account),
        _ -> new Lane(chain, account, store.claims(), stream(chain.id(), account), observer));
  }

  AccountStream stream(ChainId chain, Address account) {
    return new AccountStream(store.log(), chain, account);
  }

  Stream<Lane> all() {
    return lanes.values().stream();
  }
}
