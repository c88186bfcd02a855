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
import dev.fairlead.event.MarketQuote;
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
import dev.fairlead.model.FeePerGas;
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
import org.jspecify.annotations.Nullable;

/** Answers for the market as the node saw it. */
final class PastMarket {
  private static final int STANDARD_POOLS = 1_000;
  private static final int MOST_QUOTES = 1_000;

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
    @Nullable MarketPage page =
        request.getPageToken().isEmpty()
            ? null
            : Fields.parsed("page_token", request.getPageToken(), MarketPage::parse);
    @Nullable PoolId after = page == null ? null : page.after();
    if (request.getPlannedIntentId().isEmpty()) {
      return answer(
          page == null ? sight(request) : sight(page),
          new MarketQuery(named, tokens, after, limit),
          null);
    }
    IntentId id = Fields.intentId("planned_intent_id", request.getPlannedIntentId());
    IntentEvent.Planned planned = planned(id, request);
    ChainId chain = planned.plan().sell().token().chain();
    if (request.getChainId() != 0 && !chain(request).equals(chain)) {
      throw new InvalidField("chain_id", "intent " + id + " trades on chain " + chain);
    }
    boolean open = named.isEmpty() && tokens.isEmpty();
    return answer(
        page == null
            ? market
                .sight(planned.plan().pricedAt())
                .orElseThrow(() -> notKept("block " + planned.plan().pricedAt()))
            : sight(page),
        new MarketQuery(open ? considered(planned) : named, tokens, after, limit),
        id);
  }

  private MarketSight sight(MarketPage page) {
    return market
        .sight(page.after().chain(), page.seenAt())
        .filter(sight -> sight.seenAt().equals(page.seenAt()))
        .orElseThrow(() -> notKept("the page before"));
  }

  private static int limit(int asked) {
    if (asked < 0 || asked > MarketQuery.LARGEST) {
      throw new InvalidField("limit", "is at most " + MarketQuery.LARGEST);
    }
    return asked == 0 ? STANDARD_POOLS : asked;
  }

  private static PoolId pool(PoolRef pool) {
    ChainId chain = Fields.chain("pools.chain_id", pool.getChainId());
    VenueId venue = Fields.parsed("pools.venue", pool.getVenue(), VenueId::new);
    return Fields.parsed(
        "pools.key", pool.getKey(), key -> new PoolId(chain, venue, Bytes.parse(key)));
  }

  private IntentEvent.Planned planned(IntentId id, GetMarketAsOfRequest request) {
    Optional<IntentRecord> found =
        request.hasAsOf()
            ? history.record(
                id, moments.positionOf(MomentFields.moment("as_of", request.getAsOf())))
            : history.find(id);
    IntentRecord record = found.orElseThrow(() -> IntentApi.unknown(id));
    return record.events().reversed().stream()
        .filter(event -> event.event() instanceof IntentEvent.Planned)
        .map(event -> (IntentEvent.Planned) event.event())
        .findFirst()
        .orElseThrow(() ->
            new InvalidField(
                "planned_intent_id", "intent " + id + " had not been planned by then"));
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
          case Moment.Seen seen -> {
            SeenBlock block =
                market
                    .block(seen.chain(), seen.block())
                    .orElseThrow(() -> notKept("block " + seen.block()));
            if (request.getChainId() != 0 && !chain(request).equals(block.chain())) {
              throw new InvalidField(
                  "chain_id", "block " + seen.block() + " is of chain " + block.chain());
            }
            yield market.sight(block.block());
          }
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

  private MarketAsOf answer(MarketSight sight, MarketQuery query, @Nullable IntentId intent) {
    query.pools().stream()
        .filter(pool -> !pool.chain().equals(sight.chain()))
        .findFirst()
        .ifPresent(pool -> {
          throw new InvalidField(
              "pools",
              "%s is not of chain %s, whose market this is".formatted(pool, sight.chain()));
        });
    MarketAsOf.Builder message =
        MarketAsOf.newBuilder()
            .setBlock(Values.block(sight.chain(), sight.block()))
            .setSeenAt(Values.timestamp(sight.seenAt()))
            .setPosition(sight.position().value())
            .setNode(sight.node());
    market
        .block(sight.chain(), sight.block().hash())
        .flatMap(PastMarket::gas)
        .ifPresent(message::setGas);
    List<PoolSight> pools = market.pools(sight, query);
    pools.forEach(pool -> message.addPools(state(sight.chain(), pool)));
    if (pools.size() == query.limit()) {
      message.setNextPageToken(new MarketPage(sight.seenAt(), pools.getLast().pool()).toString());
    }
    if (query.after() == null) {
      market
          .quotes(sight.chain(), sight.block().hash(), intent, MOST_QUOTES)
          .forEach(quote -> message.addQuotes(quote(quote)));
    }
    return message.build();
  }

  private static Optional<BlockGas> gas(SeenBlock block) {
    FeePerGas baseFee = block.baseFee();
    if (baseFee == null) {
      return Optional.empty();
    }
    BlockGas.Builder gas =
        BlockGas.newBuilder()
            .setMinedAt(Values.timestamp(block.minedAt()))
            .setBaseFee(baseFee.toString());
    block
        .next()
        .ifPresent(next ->
            gas.setNextBaseFee(next.baseFee().toString())
                .setPriorityFee(next.priorityFee().toString()));
    return Optional.of(gas.build());
  }

  private static dev.fairlead.api.v1.MarketQuote quote(MarketQuote quote) {
    return dev.fairlead.api.v1.MarketQuote.newBuilder()
        .setIntentId(quote.intent().toString())
        .setSeenAt(Values.timestamp(quote.seenAt()))
        .addAllRoute(quote.route().stream().map(PlanMessages::message).toList())
        .setSellToken(quote.sell().toString())
        .setSold(quote.sold().toString())
        .setBuyToken(quote.buy().toString())
        .setBought(quote.bought().toString())
        .setTaken(quote.taken())
        .setVerdict(quote.verdict())
        .build();
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
