package dev.fairlead.grpc;

import com.google.protobuf.Timestamp;
import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.DiffHistoryRequest;
import dev.fairlead.api.v1.GetBookAsOfRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetLaneAsOfRequest;
import dev.fairlead.api.v1.GetMarketAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.intent.History;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** The past and its proof. */
final class HistoryApi extends HistoryServiceGrpc.HistoryServiceImplBase {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final long PROGRESS_EVERY = 1_000;

  private final EventLog log;
  private final LogVerifier verifier;
  private final Past past;
  private final PastDiff diff;
  private final PastMarket market;
  private final Executor threads;
  private final Duration patience;

  /** A reader of events that does not read for as long as {@code patience} is cut. */
  HistoryApi(EventStore store, History history, Executor threads, Duration patience) {
    this.log = store.log();
    this.verifier = store.verifier();
    this.past = new Past(store, history);
    this.diff = new PastDiff(store, history);
    this.market = new PastMarket(store, history);
    this.threads = threads;
    this.patience = patience;
  }

  @Override
  public void getIntentAsOf(GetIntentAsOfRequest request, StreamObserver<IntentView> responses) {
    Calls.answer(
        responses,
        () -> {
          IntentId id = Fields.intentId("intent_id", request.getIntentId());
          return past.intent(id, request).orElseThrow(() -> IntentApi.unknown(id));
        });
  }

  @Override
  public void getBookAsOf(GetBookAsOfRequest request, StreamObserver<BookAsOf> responses) {
    Calls.answer(responses, () -> past.book(request));
  }

  @Override
  public void getLaneAsOf(GetLaneAsOfRequest request, StreamObserver<LaneAsOf> responses) {
    Calls.answer(responses, () -> past.lane(request));
  }

  @Override
  public void getNodeAsOf(GetNodeAsOfRequest request, StreamObserver<NodeAsOf> responses) {
    Calls.answer(responses, () -> past.node(request));
  }

  @Override
  public void diffHistory(DiffHistoryRequest request, StreamObserver<HistoryDiff> responses) {
    Calls.answer(responses, () -> diff.diff(request));
  }

  @Override
  public void getMarketAsOf(GetMarketAsOfRequest request, StreamObserver<MarketAsOf> responses) {
    Calls.answer(responses, () -> market.market(request));
  }

  @Override
  public void readEvents(ReadEventsRequest request, StreamObserver<RecordedEvent> responses) {
    EventStream<RecordedEvent> stream =
        new EventStream<>((ServerCallStreamObserver<RecordedEvent>) responses, patience);
    Calls.stream(
        threads,
        stream,
        () -> {
          read(request, stream);
          stream.complete();
        });
  }

  private void read(ReadEventsRequest request, EventStream<RecordedEvent> stream)
      throws InterruptedException {
    Stretch stretch = stretch(request);
    LogPosition sent = stretch.after();
    try (Subscription events = log.subscribe(stretch.after(), stretch.filter())) {
      long left = stretch.limit();
      while (left > 0 && stretch.upTo().isAfter(events.position()) && !stream.isCancelled()) {
        Optional<dev.fairlead.event.RecordedEvent> next = events.poll(HEARTBEAT);
        if (next.isEmpty()) {
          sent = events.position();
          continue;
        }
        if (next.get().position().isAfter(stretch.upTo())) {
          return;
        }
        if (!stream.send(EventCodec.message(next.get()))) {
          throw Cuts.tooSlow(events, stream, sent);
        }
        sent = next.get().position();
        left--;
      }
    } catch (SubscriptionEnded e) {
      throw Cuts.of(e, sent);
    }
  }

  /** Which events a request wants; none after {@code upTo}. */
  private record Stretch(LogPosition after, LogPosition upTo, EventFilter filter, long limit) {}

  private Stretch stretch(ReadEventsRequest request) {
    if (request.getLimit() < 0) {
      throw new InvalidField("limit", "is too large");
    }
    LogPosition after = MomentFields.position("after", request.getAfter());
    if (request.hasFrom()) {
      after = later(after, before("from", request.getFrom()));
    }
    LogPosition upTo = log.head().position();
    if (request.getUpTo() != 0) {
      upTo = earlier(upTo, MomentFields.position("up_to", request.getUpTo()));
    }
    if (request.hasTo()) {
      upTo = earlier(upTo, before("to", request.getTo()));
    }
    EventFilter filter = EventFilters.of(request.getFilter());
    if (!request.getIntentId().isEmpty()) {
      StreamId intent = StreamId.intent(Fields.intentId("intent_id", request.getIntentId()));
      if (!filter.streams().isEmpty() && !filter.streams().contains(intent)) {
        throw new InvalidField("intent_id", "is not among filter.intent_ids");
      }
      filter = filter.only(Set.of(intent));
    }
    return new Stretch(
        after, upTo, filter, request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit());
  }

  /** The last position that was recorded before a time. */
  private LogPosition before(String field, Timestamp time) {
    return log.positionAt(Fields.instant(field, time).minusNanos(1000)).orElse(LogPosition.START);
  }

  private static LogPosition later(LogPosition a, LogPosition b) {
    return a.isAfter(b) ? a : b;
  }

  private static LogPosition earlier(LogPosition a, LogPosition b) {
    return a.isAfter(b) ? b : a;
  }

  @Override
  public void verifyLog(VerifyLogRequest request, StreamObserver<VerifyLogProgress> responses) {
    EventStream<VerifyLogProgress> stream =
        new EventStream<>((ServerCallStreamObserver<VerifyLogProgress>) responses);
    Calls.stream(
        threads,
        stream,
        () -> {
          verify(stream);
          stream.complete();
        });
  }

  /** The check runs on while the client reads; it hears only how far the check is when it asks. */
  private void verify(EventStream<VerifyLogProgress> stream) throws InterruptedException {
    AtomicLong reported = new AtomicLong();
    Verdict verdict =
        verifier.verify((checked, of) -> {
          if (checked - reported.get() >= PROGRESS_EVERY) {
            reported.set(checked);
            stream.offer(VerifyLogProgress.newBuilder().setVerified(checked).setTotal(of).build());
          }
        });
    stream.send(VerifyLogProgress.newBuilder().setVerdict(Verdicts.message(verdict)).build());
  }
}
