package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.event.Claims;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The one {@link Lane} of each account on each chain. */
final class Lanes {
  private record Key(ChainId chain, Address account) {}

  private final Claims claims;
  private final IntentObserver observer;
  private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();

  Lanes(Claims claims, IntentObserver observer) {
    this.claims = claims;
    this.observer = observer;
  }

  Lane lane(Chain chain, Address account) {
    return lanes.computeIfAbsent(
        new Key(chain.id(), account), _ -> new Lane(chain, account, claims, observer));
  }
}
