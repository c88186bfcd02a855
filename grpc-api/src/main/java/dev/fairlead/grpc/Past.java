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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  BookAsOf book(GetBookAsOfRequest request) throws InterruptedException {
    LogPosition position = position("as_of", request.getAsOf());
    BookHistory.Query query =
        new BookHistory.Query(
            Fields.strategyId("strategy_id", request.getStrategyId()),
            statuses(request.getStatusesList()),
            IntentPages.before(request.getPageToken()),
            IntentPages.size(request.getPageSize()));
    return PastAnswers.book(position, books.at(position, query));
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
    LogPosition position = position("as_of", request.getAsOf());
    ChainId chain = Fields.chain("lane.chain_id", request.getLane().getChainId());
    int size = IntentPages.size(request.getPageSize());
    @Nullable Nonce below =
        request.getPageToken().isEmpty()
            ? null
            : Fields.parsed(
                "page_token", request.getPageToken(), text -> new Nonce(Long.parseLong(text)));
    return PastAnswers.lane(
        chain, position, lanes.at(chain, account(request.getLane()), position, below, size), size);
  }

  private static Address account(Lane lane) {
    return Fields.address("lane.account", lane.getAccount());
  }

  NodeAsOf node(GetNodeAsOfRequest request) throws InterruptedException {
    return PastAnswers.node(nodes.at(position("as_of", request.getAsOf())));
  }
}
