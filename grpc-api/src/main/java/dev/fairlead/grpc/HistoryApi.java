package dev.fairlead.grpc;

import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.intent.History;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** The past and its proof. */
final class HistoryApi extends HistoryServiceGrpc.HistoryServiceImplBase {
  private static final int PAGE = 500;
  private static final long PROGRESS_EVERY = 1_000;

  private final EventLog log;
  private final LogVerifier verifier;
  private final History history;
  private final Executor threads;

  HistoryApi(EventLog log, LogVerifier verifier, History history, Executor threads) {
    this.log = log;
    this.verifier = verifier;
    this.history = history;
    this.threads = threads;
  }

  @Override
  public void getIntentAsOf(GetIntentAsOfRequest request, StreamObserver<IntentView> responses) {
    Calls.answer(
        responses,
        () -> {
          IntentId id = Fields.intentId("intent_id", request.getIntentId());
          Optional<dev.fairlead.intent.IntentView> view =
              switch (request.getAsOf().getMomentCase()) {
                case POSITION -> history.asOf(id, position(request.getAsOf().getPosition()));
                case TIME ->
                    history.asOf(id, Fields.instant("as_of.time", request.getAsOf().getTime()));
                case MOMENT_NOT_SET -> throw new InvalidField("as_of", "say a position or a time");
              };
          return view.map(IntentAnswers::view).orElseThrow(() -> IntentApi.unknown(id));
        });
  }

  @Override
  public void readEvents(ReadEventsRequest request, StreamObserver<RecordedEvent> responses) {
    EventStream<RecordedEvent> stream =
        new EventStream<>((ServerCallStreamObserver<RecordedEvent>) responses);
    threads.execute(() -> {
      try {
        read(request, stream);
        stream.complete();
      } catch (Exception e) {
        stream.fail(Calls.status(e));
      }
    });
  }

  private void read(ReadEventsRequest request, EventStream<RecordedEvent> stream)
      throws InterruptedException {
    long limit = request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit();
    if (limit < 0) {
      throw new InvalidField("limit", "is too large");
    }
    LogPosition after = position(request.getAfter());
    if (!request.getIntentId().isEmpty()) {
      StreamId intent = StreamId.intent(Fields.intentId("intent_id", request.getIntentId()));
      send(
          log.read(intent).stream().filter(e -> e.position().isAfter(after)).limit(limit).toList(),
          stream);
      return;
    }
    LogPosition head = log.head().position();
    LogPosition next = after;
    long left = limit;
    while (left > 0 && head.isAfter(next)) {
      List<dev.fairlead.event.RecordedEvent> page =
          log.readAll(next, (int) Math.min(Math.min(PAGE, left), head.value() - next.value()));
      if (page.isEmpty() || !send(page, stream)) {
        return;
      }
      next = page.getLast().position();
      left -= page.size();
    }
  }

  private static boolean send(
      List<dev.fairlead.event.RecordedEvent> events, EventStream<RecordedEvent> stream)
      throws InterruptedException {
    for (dev.fairlead.event.RecordedEvent event : events) {
      if (!stream.send(EventCodec.message(event))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void verifyLog(VerifyLogRequest request, StreamObserver<VerifyLogProgress> responses) {
    EventStream<VerifyLogProgress> stream =
        new EventStream<>((ServerCallStreamObserver<VerifyLogProgress>) responses);
    threads.execute(() -> {
      try {
        verify(stream);
        stream.complete();
      } catch (Exception e) {
        stream.fail(Calls.status(e));
      }
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
    stream.send(VerifyLogProgress.newBuilder().setVerdict(verdict(verdict)).build());
  }

  private static dev.fairlead.api.v1.Verdict verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Sound sound ->
          dev.fairlead.api.v1.Verdict.newBuilder()
              .setSound(true)
              .setEvents(sound.count())
              .setSignatures(sound.seals())
              .setHeadHash(sound.head().hash().toString())
              .build();
      case Verdict.Broken broken ->
          dev.fairlead.api.v1.Verdict.newBuilder()
              .setSound(false)
              .setBrokenAt(broken.position().value())
              .setProblem(broken.what())
              .build();
    };
  }

  private static LogPosition position(long value) {
    if (value < 0) {
      throw new InvalidField("position", "is beyond any log");
    }
    return new LogPosition(value);
  }
}
