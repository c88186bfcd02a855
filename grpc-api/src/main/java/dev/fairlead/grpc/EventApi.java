package dev.fairlead.grpc;

import dev.fairlead.api.v1.AcknowledgeEventsRequest;
import dev.fairlead.api.v1.DeleteCursorRequest;
import dev.fairlead.api.v1.DeleteCursorResponse;
import dev.fairlead.api.v1.EventCursor;
import dev.fairlead.api.v1.EventServiceGrpc;
import dev.fairlead.api.v1.GetLogStatsRequest;
import dev.fairlead.api.v1.ListCursorsRequest;
import dev.fairlead.api.v1.ListCursorsResponse;
import dev.fairlead.api.v1.LogStats;
import dev.fairlead.api.v1.RebuildProgress;
import dev.fairlead.api.v1.RebuildProjectionRequest;
import dev.fairlead.api.v1.RebuildResult;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.event.Cursor;
import dev.fairlead.event.Cursors.Acknowledgement.Acknowledged;
import dev.fairlead.event.Cursors.Acknowledgement.BeyondTheEnd;
import dev.fairlead.event.Cursors.Acknowledgement.NoSuchCursor;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.LogStatistics.Bucket;
import dev.fairlead.event.Projections;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The log as a feed, its cursors, its figures, and the rebuilding of what is derived from it. */
final class EventApi extends EventServiceGrpc.EventServiceImplBase {
  /** Further than any event, and still a time that the database can write. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final EventStore store;
  private final Tails tails;
  private final Executor threads;
  private final Duration patience;

  /** A reader that does not read for as long as {@code patience} is cut. */
  EventApi(EventStore store, Executor threads, Duration patience) {
    this.store = store;
    this.tails = new Tails(store, threads);
    this.threads = threads;
    this.patience = patience;
  }

  @Override
  public void tailEvents(TailEventsRequest request, StreamObserver<TailEventsResponse> responses) {
    tails.start(
        request,
        new EventStream<>((ServerCallStreamObserver<TailEventsResponse>) responses, patience));
  }

  @Override
  public void acknowledgeEvents(
      AcknowledgeEventsRequest request, StreamObserver<EventCursor> responses) {
    Calls.answer(
        responses,
        () -> {
          Cursor.Name name = StartingPoint.name("cursor", request.getCursor());
          return switch (store
              .cursors()
              .acknowledge(name, MomentFields.position("position", request.getPosition()))) {
            case Acknowledged(Cursor cursor) -> StatsMessages.cursor(cursor);
            case NoSuchCursor _ -> throw unknown(name);
            case BeyondTheEnd(var head) ->
                throw new InvalidField("position", "is beyond the end of the log, " + head);
          };
        });
  }

  @Override
  public void listCursors(
      ListCursorsRequest request, StreamObserver<ListCursorsResponse> responses) {
    Calls.answer(
        responses,
        () ->
            ListCursorsResponse.newBuilder()
                .addAllCursors(store.cursors().list().stream().map(StatsMessages::cursor).toList())
                .build());
  }

  @Override
  public void deleteCursor(
      DeleteCursorRequest request, StreamObserver<DeleteCursorResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          Cursor.Name name = StartingPoint.name("cursor", request.getCursor());
          if (!store.cursors().remove(name)) {
            throw unknown(name);
          }
          return DeleteCursorResponse.getDefaultInstance();
        });
  }

  private static StatusRuntimeException unknown(Cursor.Name name) {
    return Status.NOT_FOUND.withDescription("there is no cursor " + name).asRuntimeException();
  }

  @Override
  public void getLogStats(GetLogStatsRequest request, StreamObserver<LogStats> responses) {
    Calls.answer(
        responses,
        () -> {
          Instant from =
              request.hasFrom() ? Fields.instant("from", request.getFrom()) : Instant.EPOCH;
          Instant to = request.hasTo() ? Fields.instant("to", request.getTo()) : END_OF_TIME;
          Bucket bucket =
              switch (request.getBucket()) {
                case BUCKET_HOUR -> Bucket.HOUR;
                case BUCKET_UNSPECIFIED, BUCKET_DAY -> Bucket.DAY;
                case UNRECOGNIZED -> throw new InvalidField("bucket", "is an hour or a day");
              };
          return StatsMessages.stats(store.statistics().read(from, to, bucket));
        });
  }

  @Override
  public void rebuildProjection(
      RebuildProjectionRequest request, StreamObserver<RebuildProgress> responses) {
    EventStream<RebuildProgress> stream =
        new EventStream<>((ServerCallStreamObserver<RebuildProgress>) responses);
    Calls.stream(
        threads,
        stream,
        () -> {
          try {
            stream.send(RebuildProgress.newBuilder().setResult(rebuild(request, stream)).build());
            stream.complete();
          } catch (EventStoreException e) {
            stream.fail(notRebuilt(e));
          }
        });
  }

  /** A client that leaves leaves the rest for the next call. */
  private RebuildResult rebuild(
      RebuildProjectionRequest request, EventStream<RebuildProgress> stream)
      throws InterruptedException {
    if (!store.projections().names().contains(request.getProjection())) {
      throw new InvalidField(
          "projection",
          "there is no \"%s\"; there are %s"
              .formatted(request.getProjection(), String.join(", ", store.projections().names())));
    }
    Projections.Rebuilt rebuilt =
        store
            .projections()
            .rebuild(
                request.getProjection(),
                (position, head) -> {
                  if (stream.isCancelled()) {
                    throw Status.CANCELLED.asRuntimeException();
                  }
                  stream.offer(
                      RebuildProgress.newBuilder()
                          .setPosition(position.value())
                          .setHead(head.value())
                          .build());
                });
    return RebuildResult.newBuilder()
        .setPosition(rebuilt.position().value())
        .setRows(rebuilt.rows())
        .setRemoved(rebuilt.removed())
        .setAdded(rebuilt.added())
        .build();
  }

  private static StatusRuntimeException notRebuilt(EventStoreException e) {
    return (e.kind() == EventStoreException.Kind.FATAL
            ? Status.FAILED_PRECONDITION
            : Status.ABORTED)
        .withDescription(e.getMessage())
        .withCause(e)
        .asRuntimeException();
  }
}
