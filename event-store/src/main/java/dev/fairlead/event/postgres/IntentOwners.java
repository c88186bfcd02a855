package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.IntentBeginning;
import dev.fairlead.model.ChainId;
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
 * which never changes. Read from the log itself, so that no projection's lag can hide an event.
 * Where this version can't read it, as from a later one, the index of intents says it; where that
 * does not either, nobody can be told that his events are all there. Safe for use by many threads.
 */
final class IntentOwners {
  private static final int ROOM = 65_536;
  private static final Set<String> BEGINNINGS = Set.of("intent.accepted.v1", "intent.refused.v1");
  private static final String INTENT = "intent";
  private static final String CHAIN = "chain";
  private static final String ACCOUNT = "account";

  /** Whose it is, and where. */
  record Owner(StrategyId strategy, ChainId chain) {}

  private final LogReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StreamId, Owner> known =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Owner> eldest) {
          return size() > ROOM;
        }
      };

  IntentOwners(LogReader reader) {
    this.reader = reader;
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
      owners.put(first.stream(), owner(first));
    }
    return owners;
  }

  private Owner owner(StoredEvent first) {
    try {
      return said(first);
    } catch (UnreadableEvent e) {
      return reader
          .indexed(first.stream().intent())
          .orElseThrow(() -> new UnreadableEvent(first.type(), unknown(first), e));
    }
  }

  private static String unknown(StoredEvent first) {
    return "%s begins at %d with what can't be read, so nobody knows which strategy's and chain's it is"
        .formatted(first.stream(), first.position());
  }

  private static Owner said(StoredEvent first) {
    if (!BEGINNINGS.contains(first.type())) {
      throw new UnreadableEvent(first.type(), "no life of an intent begins with it", null);
    }
    IntentBeginning beginning = IntentBeginning.read(first.type(), first.payload());
    return new Owner(beginning.strategy(), beginning.chain());
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
