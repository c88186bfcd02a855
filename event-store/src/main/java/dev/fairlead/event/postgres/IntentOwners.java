package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.IntentBeginning;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Whose intent a stream is the life of, and on which chain it trades: what its first event says,
 * which never changes. Read from the log itself, so that no projection's lag can hide an event. A
 * life whose beginning can't be read is nobody's and on no chain, which is told. Safe for use by
 * many threads.
 */
final class IntentOwners {
  private static final int ROOM = 65_536;
  private static final Set<String> BEGINNINGS = Set.of("intent.accepted.v1", "intent.refused.v1");
  private static final String INTENT = "intent";
  private static final String CHAIN = "chain";
  private static final String ACCOUNT = "account";

  private record Owner(StrategyId strategy, ChainId chain) {}

  private final LogReader reader;
  private final EventStoreObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StreamId, Owner> known = new Recent<>();
  private final Map<StreamId, Boolean> told = new Recent<>();

  /** The last that were asked for. */
  private static final class Recent<V> extends LinkedHashMap<StreamId, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(1024, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<StreamId, V> eldest) {
      return size() > ROOM;
    }
  }

  IntentOwners(LogReader reader, EventStoreObserver observer) {
    this.reader = reader;
    this.observer = observer;
  }

  /** Those of the streams whose events pass the filter's strategies and chains. */
  Set<StreamId> admitted(Collection<StreamId> streams, EventFilter filter) {
    Set<StreamId> lives = new HashSet<>();
    Set<StreamId> admitted = new HashSet<>();
    for (StreamId stream : streams) {
      if (stream.kind().equals(INTENT)) {
        lives.add(stream);
      } else if (filter.strategies().isEmpty()
          && filter.chains().stream().anyMatch(chain -> isOf(chain, stream))) {
        admitted.add(stream);
      }
    }
    owners(lives)
        .forEach((stream, owner) -> {
          if (passes(owner, filter)) {
            admitted.add(stream);
          }
        });
    return admitted;
  }

  private static boolean isOf(ChainId chain, StreamId stream) {
    return switch (stream.kind()) {
      case CHAIN -> stream.id().equals(chain.toString());
      case ACCOUNT -> stream.id().startsWith(chain + ":");
      default -> false;
    };
  }

  private static boolean passes(Owner owner, EventFilter filter) {
    return (filter.strategies().isEmpty() || filter.strategies().contains(owner.strategy()))
        && (filter.chains().isEmpty() || filter.chains().contains(owner.chain()));
  }

  private Map<StreamId, Owner> owners(Set<StreamId> lives) {
    Map<StreamId, Owner> owners = new HashMap<>();
    Set<StreamId> unknown = new HashSet<>();
    lock.lock();
    try {
      for (StreamId life : lives) {
        Owner owner = known.get(life);
        if (owner == null) {
          unknown.add(life);
        } else {
          owners.put(life, owner);
        }
      }
    } finally {
      lock.unlock();
    }
    if (!unknown.isEmpty()) {
      Map<StreamId, Owner> read = read(unknown);
      owners.putAll(read);
      lock.lock();
      try {
        known.putAll(read);
      } finally {
        lock.unlock();
      }
    }
    return owners;
  }

  private Map<StreamId, Owner> read(Set<StreamId> lives) {
    Map<StreamId, Owner> owners = new HashMap<>();
    for (StoredEvent first : reader.firsts(INTENT, lives.stream().map(StreamId::id).toList())) {
      try {
        owners.put(first.stream(), owner(first));
      } catch (UnreadableEvent e) {
        tell(first, e);
      }
    }
    return owners;
  }

  private static Owner owner(StoredEvent first) {
    if (!BEGINNINGS.contains(first.type())) {
      throw new UnreadableEvent(first.type(), "no life of an intent begins with it", null);
    }
    IntentBeginning beginning = IntentBeginning.read(first.type(), first.payload());
    return new Owner(beginning.strategy(), beginning.chain());
  }

  /** Once of each life. */
  private void tell(StoredEvent first, UnreadableEvent why) {
    lock.lock();
    try {
      if (told.put(first.stream(), true) != null) {
        return;
      }
    } finally {
      lock.unlock();
    }
    observer.ownerUnknown(first.stream(), new LogPosition(first.position()), why);
  }

  /** Those of the events that pass the filter's strategies and chains, in their order. */
  <T> List<T> admitted(List<T> events, Function<T, StreamId> stream, EventFilter filter) {
    if (!filter.asksForOwners() || events.isEmpty()) {
      return events;
    }
    Set<StreamId> admitted = admitted(events.stream().map(stream).toList(), filter);
    return events.stream().filter(event -> admitted.contains(stream.apply(event))).toList();
  }
}
