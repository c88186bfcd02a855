package dev.fairlead.grpc;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.StrategyId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the filters of requests. */
final class EventFilters {
  private static final int MOST = 1000;

  private EventFilters() {}

  static EventFilter of(dev.fairlead.api.v1.EventFilter message) {
    return EventFilter.all()
        .only(
            each(
                "filter.intent_ids",
                message.getIntentIdsList(),
                id -> StreamId.intent(Fields.intentId("filter.intent_ids", id))))
        .ofStrategies(
            each(
                "filter.strategy_ids",
                message.getStrategyIdsList(),
                id -> Fields.strategyId("filter.strategy_ids", id)))
        .ofTypes(types("filter.types", message.getTypesList()))
        .onChains(chains("filter.chain_ids", message.getChainIdsList()));
  }

  static Set<ChainId> chains(String field, List<Long> ids) {
    return each(field, ids, id -> Fields.chain(field, id));
  }

  static Set<StrategyId> strategies(String field, String id) {
    return id.isEmpty() ? Set.of() : Set.of(Fields.strategyId(field, id));
  }

  /** A type that this node does not know would never come: it is a slip of the caller. */
  static Set<String> types(String field, List<String> names) {
    return each(
        field,
        names,
        name -> {
          if (!EventCodec.types().contains(name)) {
            throw new InvalidField(
                field,
                "there is no type \"%s\"; there are %s"
                    .formatted(name, String.join(", ", new TreeSet<>(EventCodec.types()))));
          }
          return name;
        });
  }

  private static <T, R> Set<R> each(String field, List<T> values, Function<T, R> read) {
    if (values.size() > MOST) {
      throw new InvalidField(field, "has more than " + MOST + " entries");
    }
    return values.stream().map(read).collect(Collectors.toUnmodifiableSet());
  }
}
