package dev.fairlead.grpc;

import dev.fairlead.api.v1.BlockGas;
import dev.fairlead.api.v1.Figure;
import dev.fairlead.api.v1.GetMarketAsOfRequest;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.PoolRef;
import dev.fairlead.api.v1.PoolState;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.MarketQuery;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.Moment;
import dev.fairlead.event.Moments;
import dev.fairlead.event.PoolSight;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.event.UnknownMoment;
import dev.fairlead.event.codec.PlanMessages;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.History;
import dev.fairlead.intent.IntentRecord;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers for the market as the node saw it. */
final class PastMarket {
  private static final int STANDARD_POOLS = 1_000;

  private final MarketHistory market;
  private final Moments moments;
  private final History history;

  PastMarket(EventStore store, History history) {
    this.market = store.market();
    this.moments = new Moments(store);
    this.history = history;
  }

  MarketAsOf market(GetMarketAsOfRequest request) {
    Set<PoolId> named =
        request.getPoolsList().stream().map(PastMarket::pool).collect(Collectors.toSet());
    Set<Address> tokens =
        request.getTokensList().stream()
            .map(token -> Fields.address("tokens", token))
            .collect(Collectors.toSet());
    int limit = limit(request.getLimit());
    if (request.getPlannedIntentId().isEmpty()) {
      return answer(sight(request), new MarketQuery(named, tokens, limit));
    }
    IntentEvent.Planned planned =
        planned(Fields.intentId("planned_intent_id", request.getPlannedIntentId()));
    boolean open = named.isEmpty() && tokens.isEmpty();
    return answer(
        market
            .sight(planned.plan().pricedAt())
            .orElseThrow(() -> notKept("block " + planned.plan().pricedAt())),
        new MarketQuery(open ? considered(planned) : named, tokens, limit));
  }

  private static int limit(int asked) {
    if (asked < 0 || asked > MarketQuery.LARGEST) {
      throw new InvalidField("limit", "is at most " + MarketQuery.LARGEST);
    }
    return asked == 0 ? STANDARD_POOLS : asked;
  }

  private static PoolId pool(PoolRef pool) {
    return new PoolId(
        Fields.chain("pools.chain_id", pool.getChainId()),
        Fields.parsed("pools.venue", pool.getVenue(), VenueId::new),
        Fields.parsed("pools.key", pool.getKey(), Bytes::parse));
  }

  private IntentEvent.Planned planned(IntentId id) {
    IntentRecord record = history.find(id).orElseThrow(() -> IntentApi.unknown(id));
    return record.events().reversed().stream()
        .filter(event -> event.event() instanceof IntentEvent.Planned)
        .map(event -> (IntentEvent.Planned) event.event())
        .findFirst()
        .orElseThrow(
            () -> new InvalidField("planned_intent_id", "intent " + id + " was never planned"));
  }

  private static Set<PoolId> considered(IntentEvent.Planned planned) {
    Set<PoolId> pools = new HashSet<>();
    planned.plan().legs().forEach(leg -> leg.hops().stream().map(Hop::pool).forEach(pools::add));
    planned.considered().stream().map(Candidate::pools).forEach(pools::addAll);
    return pools;
  }

  /** A block names its own market, an instant the market at it, a position the one before it. */
  private MarketSight sight(GetMarketAsOfRequest request) {
    Moment moment = MomentFields.moment("as_of", request.getAsOf());
    Optional<MarketSight> sight =
        switch (moment) {
          case Moment.Seen seen ->
              market.sight(
                  market
                      .block(seen.chain(), seen.block())
                      .orElseThrow(() -> notKept("block " + seen.block()))
                      .block());
          case Moment.When when -> market.sight(chain(request), when.time());
          case Moment.At at -> market.sight(chain(request), moments.positionOf(at));
        };
    return sight.orElseThrow(() -> notKept("that moment"));
  }

  private static ChainId chain(GetMarketAsOfRequest request) {
    return Fields.chain("chain_id", request.getChainId());
  }

  private static UnknownMoment notKept(String when) {
    return new UnknownMoment("the market of " + when + " is not kept here, or no longer");
  }

  private MarketAsOf answer(MarketSight sight, MarketQuery query) {
    MarketAsOf.Builder message =
        MarketAsOf.newBuilder()
            .setBlock(Values.block(sight.chain(), sight.block()))
            .setSeenAt(Values.timestamp(sight.seenAt()))
            .setPosition(sight.position().value())
            .setNode(sight.node());
    market
        .block(sight.chain(), sight.block().hash())
        .ifPresent(block -> message.setGas(gas(block)));
    List<PoolSight> pools = market.pools(sight, query);
    pools.forEach(pool -> message.addPools(state(sight.chain(), pool)));
    return message.build();
  }

  private static BlockGas gas(SeenBlock block) {
    BlockGas.Builder gas =
        BlockGas.newBuilder()
            .setMinedAt(Values.timestamp(block.minedAt()))
            .setBaseFee(block.baseFee().toString());
    block
        .next()
        .ifPresent(next ->
            gas.setNextBaseFee(next.baseFee().toString())
                .setPriorityFee(next.priorityFee().toString()));
    return gas.build();
  }

  private static PoolState state(ChainId chain, PoolSight pool) {
    PoolState.Builder state =
        PoolState.newBuilder()
            .setPool(PlanMessages.message(pool.pool()))
            .setSince(Values.block(chain, pool.since()));
    pool.tokens().forEach(token -> state.addTokens(Values.asset(token)));
    pool.figures()
        .forEach((name, value) ->
            state.addFigures(Figure.newBuilder().setName(name).setValue(value.toString())));
    return state.build();
  }
}
