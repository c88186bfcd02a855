package dev.fairlead.grpc;

import dev.fairlead.api.v1.DiffHistoryRequest;
import dev.fairlead.api.v1.FieldChange;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.IntentSummary;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.NodeLife;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.Moments;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.intent.BookHistory;
import dev.fairlead.intent.History;
import dev.fairlead.intent.LaneHistory;
import dev.fairlead.intent.NodeHistory;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers for what lies between two moments. */
final class PastDiff {
  private static final int STANDARD_EVENTS = 1_000;
  private static final int MOST = 10_000;

  private final EventLog log;
  private final Moments moments;
  private final History history;
  private final BookHistory books;
  private final LaneHistory lanes;
  private final NodeHistory nodes;

  PastDiff(EventStore store, History history) {
    this.log = store.log();
    this.moments = new Moments(store);
    this.history = history;
    this.books = new BookHistory(store, history);
    this.lanes = new LaneHistory(store, history);
    this.nodes = new NodeHistory(store, history);
  }

  /** The two positions and how many events are wanted between them. */
  private record Span(LogPosition from, LogPosition to, int limit) {}

  HistoryDiff diff(DiffHistoryRequest request) {
    Span span =
        new Span(
            moments.positionOf(MomentFields.moment("from", request.getFrom())),
            moments.positionOf(MomentFields.moment("to", request.getTo())),
            limit(request.getLimit()));
    if (span.from().isAfter(span.to())) {
      throw new InvalidField("to", "position " + span.to() + " is before position " + span.from());
    }
    return switch (request.getScopeCase()) {
      case INTENT_ID -> intent(Fields.intentId("intent_id", request.getIntentId()), span);
      case STRATEGY_ID -> book(Fields.strategyId("strategy_id", request.getStrategyId()), span);
      case LANE -> lane(request.getLane(), span);
      case NODE -> node(span);
      case SCOPE_NOT_SET ->
          throw new InvalidField("scope", "say an intent, a strategy, a lane or the node");
    };
  }

  private static int limit(int asked) {
    if (asked < 0 || asked > MOST) {
      throw new InvalidField("limit", "is at most " + MOST);
    }
    return asked == 0 ? STANDARD_EVENTS : asked;
  }

  private HistoryDiff intent(IntentId id, Span span) {
    IntentView after = intent(id, span.to()).orElseThrow(() -> IntentApi.unknown(id));
    return answer(
        span,
        read(Stream.of(id), span),
        FieldDiff.between(intent(id, span.from()).orElse(null), after));
  }

  private Optional<IntentView> intent(IntentId id, LogPosition position) {
    return history.asOf(id, position).map(IntentAnswers::view);
  }

  private HistoryDiff book(StrategyId strategy, Span span) {
    BookHistory.Change change =
        books.between(strategy, span.from(), span.to(), MOST).orElseThrow(() -> tooFar("intents"));
    List<IntentView> after = change.after().stream().map(IntentAnswers::view).toList();
    return answer(
        span,
        read(change.after().stream().map(view -> view.state().intent().id()), span),
        FieldDiff.between(
            "intents",
            change.before().stream().map(IntentAnswers::view).toList(),
            after,
            IntentView::getIntentId));
  }

  private HistoryDiff lane(Lane lane, Span span) {
    ChainId chain = Fields.chain("lane.chain_id", lane.getChainId());
    LaneHistory.Change change =
        lanes
            .between(
                chain,
                Fields.address("lane.account", lane.getAccount()),
                span.from(),
                span.to(),
                MOST)
            .orElseThrow(() -> tooFar("nonces"));
    return answer(
        span,
        read(change.after().stream().map(LaneHistory.Entry::intent), span),
        FieldDiff.between(
            "nonces",
            change.before().stream().map(entry -> PastAnswers.nonce(chain, entry)).toList(),
            change.after().stream().map(entry -> PastAnswers.nonce(chain, entry)).toList(),
            nonce -> Long.toUnsignedString(nonce.getNonce())));
  }

  private HistoryDiff node(Span span) {
    NodeAsOf before = node(span.from());
    NodeAsOf after = node(span.to());
    long between = span.to().value() - span.from().value();
    List<RecordedEvent> events =
        between == 0
            ? List.of()
            : log.readAll(span.from(), (int) Math.min(span.limit() + 1L, between));
    List<FieldChange> changes =
        Stream.of(
                FieldDiff.between(scalars(before), scalars(after)),
                FieldDiff.between(
                    "counts",
                    before.getCountsList(),
                    after.getCountsList(),
                    count -> count.getStatus().name()),
                FieldDiff.between(
                    "open_intents",
                    before.getOpenIntentsList(),
                    after.getOpenIntentsList(),
                    IntentSummary::getIntentId),
                FieldDiff.between(
                    "heads",
                    before.getHeadsList(),
                    after.getHeadsList(),
                    head -> Long.toString(head.getBlock().getChainId())),
                FieldDiff.between(
                    "lanes",
                    before.getLanesList(),
                    after.getLanesList(),
                    lane -> lane.getLane().getChainId() + ":" + lane.getLane().getAccount()),
                FieldDiff.between(
                    "nodes", before.getNodesList(), after.getNodesList(), NodeLife::getName),
                FieldDiff.between(
                    "chains",
                    before.getChainsList(),
                    after.getChainsList(),
                    chain -> Long.toUnsignedString(chain.getChainId())))
            .flatMap(List::stream)
            .toList();
    return answer(span, events, changes);
  }

  private NodeAsOf node(LogPosition position) {
    NodeHistory.At at = nodes.at(position, LogPosition.START, MOST);
    if (at.next() != null) {
      throw tooFar("intents");
    }
    return PastAnswers.node(at);
  }

  private static NodeAsOf scalars(NodeAsOf node) {
    return node.toBuilder()
        .clearCounts()
        .clearOpenIntents()
        .clearNodes()
        .clearLanes()
        .clearChains()
        .clearHeads()
        .build();
  }

  private List<RecordedEvent> read(Stream<IntentId> intents, Span span) {
    Set<StreamId> streams =
        intents.map(StreamId::intent).collect(Collectors.toCollection(LinkedHashSet::new));
    return log.read(streams, span.from(), span.to(), span.limit() + 1);
  }

  private static HistoryDiff answer(
      Span span, List<RecordedEvent> events, List<FieldChange> changes) {
    return HistoryDiff.newBuilder()
        .setFromPosition(span.from().value())
        .setToPosition(span.to().value())
        .addAllEvents(events.stream().limit(span.limit()).map(EventCodec::message).toList())
        .setMoreEvents(events.size() > span.limit())
        .addAllChanges(changes)
        .build();
  }

  private static InvalidField tooFar(String what) {
    return new InvalidField(
        "to", "more than " + MOST + " " + what + " changed in between; take nearer moments");
  }
}
