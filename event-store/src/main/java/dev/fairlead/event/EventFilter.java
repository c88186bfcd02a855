package dev.fairlead.event;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.StrategyId;
import java.util.Set;

/**
 * Which events a reader wants; an empty set stands for all. An event must pass every set.
 *
 * @param kinds kinds of streams, such as {@code intent}
 * @param streams single streams
 * @param types stored type names, such as {@code intent.accepted.v1}
 * @param strategies the lives of these strategies' intents, and nothing else
 * @param chains the lives of intents that trade on these chains, and what happened to the chains
 */
public record EventFilter(
    Set<String> kinds,
    Set<StreamId> streams,
    Set<String> types,
    Set<StrategyId> strategies,
    Set<ChainId> chains) {
  public EventFilter {
    kinds = Set.copyOf(kinds);
    streams = Set.copyOf(streams);
    types = Set.copyOf(types);
    strategies = Set.copyOf(strategies);
    chains = Set.copyOf(chains);
  }

  /** All events. */
  public static EventFilter all() {
    return new EventFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
  }

  /** The events of one kind of stream. */
  public static EventFilter kind(String kind) {
    return new EventFilter(Set.of(kind), Set.of(), Set.of(), Set.of(), Set.of());
  }

  /** The events of one stream. */
  public static EventFilter stream(StreamId stream) {
    return all().only(Set.of(stream));
  }

  /** This filter, for these streams only. */
  public EventFilter only(Set<StreamId> wanted) {
    return new EventFilter(kinds, wanted, types, strategies, chains);
  }

  /** This filter, for events of these types only. */
  public EventFilter ofTypes(Set<String> wanted) {
    return new EventFilter(kinds, streams, wanted, strategies, chains);
  }

  /** This filter, for intents of these strategies only. */
  public EventFilter ofStrategies(Set<StrategyId> wanted) {
    return new EventFilter(kinds, streams, types, wanted, chains);
  }

  /** This filter, for what concerns these chains only. */
  public EventFilter onChains(Set<ChainId> wanted) {
    return new EventFilter(kinds, streams, types, strategies, wanted);
  }

  /** Whether an event of this stream and type passes, as far as these two tell. */
  public boolean admits(StreamId stream, String type) {
    return (kinds.isEmpty() || kinds.contains(stream.kind()))
        && (streams.isEmpty() || streams.contains(stream))
        && (types.isEmpty() || types.contains(type));
  }

  /** Whether it also asks whose intent an event belongs to, or which chain it trades on. */
  public boolean asksForOwners() {
    return !strategies.isEmpty() || !chains.isEmpty();
  }
}
