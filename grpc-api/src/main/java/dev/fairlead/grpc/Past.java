package dev.fairlead.grpc;

import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.GetBookAsOfRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetLaneAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.Moments;
import dev.fairlead.intent.BookHistory;
import dev.fairlead.intent.History;
import dev.fairlead.intent.LaneHistory;
import dev.fairlead.intent.NodeHistory;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers for past moments. */
final class Past {
  private final Moments moments;
  private final History history;
  private final BookHistory books;
  private final LaneHistory lanes;
  private final NodeHistory nodes;

  Past(EventStore store, History history) {
    this.moments = new Moments(store);
    this.history = history;
    this.books = new BookHistory(store, history);
    this.lanes = new LaneHistory(store, history);
    this.nodes = new NodeHistory(store, history);
  }

  private LogPosition position(String field, dev.fairlead.api.v1.Moment moment) {
    return moments.positionOf(MomentFields.moment(field, moment));
  }

  Optional<IntentView> intent(IntentId id, GetIntentAsOfRequest request) {
    return history.record(id, position("as_of", request.getAsOf())).map(IntentAnswers::record);
  }

  BookAsOf book(GetBookAsOfRequest request) {
    PastPage page = page(request.getPageToken(), Long.MAX_VALUE, request.getAsOf());
    StrategyId strategy = Fields.strategyId("strategy_id", request.getStrategyId());
    BookHistory.Query query =
        new BookHistory.Query(
            strategy,
            statuses(request.getStatusesList()),
            new LogPosition(page.after()),
            IntentPages.size(request.getPageSize()));
    Map<dev.fairlead.intent.IntentStatus, Long> counts =
        request.getPageToken().isEmpty() ? books.counts(strategy, page.position()) : Map.of();
    return PastAnswers.book(page, books.at(page.position(), query), counts);
  }

  private PastPage page(String token, long first, dev.fairlead.api.v1.Moment asOf) {
    PastPage page = PastPage.of(token, first, () -> position("as_of", asOf));
    moments.positionOf(new dev.fairlead.event.Moment.At(page.position()));
    return page;
  }

  private static Set<dev.fairlead.intent.IntentStatus> statuses(List<IntentStatus> wanted) {
    Set<dev.fairlead.intent.IntentStatus> statuses =
        Arrays.stream(dev.fairlead.intent.IntentStatus.values())
            .filter(status -> wanted.contains(IntentAnswers.status(status)))
            .collect(Collectors.toSet());
    if (statuses.size() != Set.copyOf(wanted).size()) {
      throw new InvalidField("statuses", "names a status that no intent has");
    }
    return statuses;
  }

  LaneAsOf lane(GetLaneAsOfRequest request) {
    PastPage page = page(request.getPageToken(), Long.MAX_VALUE, request.getAsOf());
    ChainId chain = Fields.chain("lane.chain_id", request.getLane().getChainId());
    int size = IntentPages.size(request.getPageSize());
    return PastAnswers.lane(
        chain,
        page,
        lanes.at(chain, account(request.getLane()), page.position(), new Nonce(page.after()), size),
        size);
  }

  private static Address account(Lane lane) {
    return Fields.address("lane.account", lane.getAccount());
  }

  NodeAsOf node(GetNodeAsOfRequest request) {
    PastPage page = page(request.getPageToken(), LogPosition.START.value(), request.getAsOf());
    return PastAnswers.node(
        page,
        nodes.at(
            page.position(),
            new LogPosition(page.after()),
            IntentPages.size(request.getPageSize())));
  }
}
