package dev.fairlead.grpc;

import static dev.fairlead.grpc.RefusedCall.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.AcknowledgeEventsRequest;
import dev.fairlead.api.v1.DeleteCursorRequest;
import dev.fairlead.api.v1.EventCursor;
import dev.fairlead.api.v1.EventFilter;
import dev.fairlead.api.v1.EventServiceGrpc;
import dev.fairlead.api.v1.EventServiceGrpc.EventServiceBlockingStub;
import dev.fairlead.api.v1.GetLogStatsRequest;
import dev.fairlead.api.v1.ListCursorsRequest;
import dev.fairlead.api.v1.LogStats;
import dev.fairlead.api.v1.RebuildProgress;
import dev.fairlead.api.v1.RebuildProjectionRequest;
import dev.fairlead.api.v1.StreamCut;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The feed of the log over real sockets and the real database. */
final class EventApiTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());
  private static final StreamId STREAM = new StreamId("test", "s");

  private final TestDatabase database = TestDatabases.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Served served = new Served("node-1");
  private long version;

  /** A node of which only this API is there. */
  private final class Served implements AutoCloseable {
    private final EventStore store;
    private final GrpcServer server;
    private final ManagedChannel channel;

    Served(String node) {
      this(node, EventStream.PATIENCE);
    }

    Served(String node, Duration patience) {
      store =
          PostgresEventStore.open(
              database.database(),
              EventStoreSettings.of(node),
              SIGNER,
              InstantSource.system(),
              EventStoreObserver.silent());
      try {
        server =
            GrpcServer.start(
                ApiSettings.at("127.0.0.1", 0), List.of(new EventApi(store, threads, patience)));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    EventServiceBlockingStub stub() {
      return EventServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.close();
      store.close();
    }
  }

  @AfterEach
  void close() {
    served.close();
    threads.shutdownNow();
    database.close();
  }

  /** Appends events, each of about this many bytes; where the last one stands. */
  private long append(int count, int bytes) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      NewEvent event = new NewEvent(EventId.next(), new NodeEvent.Started("x".repeat(bytes), "1"));
      last =
          ((Appended) served.store.log().append(Append.to(STREAM, version++, event)))
              .last()
              .value();
    }
    return last;
  }

  private static List<Long> positions(Iterator<TailEventsResponse> items, int count) {
    List<Long> positions = new ArrayList<>();
    while (positions.size() < count) {
      TailEventsResponse item = items.next();
      if (item.hasEvent()) {
        positions.add(item.getEvent().getPosition());
      }
    }
    return positions;
  }

  private static TailEventsRequest cursor(String name) {
    return TailEventsRequest.newBuilder().setCursor(name).setNewCursorAfter(0).build();
  }

  @Test
  void tailsThePastAndThenWhatComesOfTheTypesAskedFor() {
    append(3, 1);
    Iterator<TailEventsResponse> items =
        served
            .stub()
            .tailEvents(
                TailEventsRequest.newBuilder()
                    .setAfter(0)
                    .setFilter(EventFilter.newBuilder().addTypes("node.started.v1"))
                    .build());

    assertThat(items.next().getReached()).isZero();
    assertThat(positions(items, 3)).containsExactly(2L, 3L, 4L);
    append(2, 1);
    assertThat(positions(items, 2)).containsExactly(5L, 6L);
  }

  @Test
  void saysHowFarItIsWhenNothingPasses() {
    Iterator<TailEventsResponse> items =
        served
            .stub()
            .tailEvents(
                TailEventsRequest.newBuilder()
                    .setAfter(0)
                    .setFilter(EventFilter.newBuilder().addTypes("intent.settled.v1"))
                    .build());
    assertThat(items.next().getReached()).isZero();
    long last = append(5, 1);
    long reached = 0;
    while (reached < last) {
      reached = items.next().getReached();
    }
    assertThat(reached).isEqualTo(last);
  }

  @Test
  @DisplayName("failures #130: a named cursor carries a reader to another node without a gap")
  void goesOnAtItsCursorOnAnotherNode() {
    append(10, 1);
    Iterator<TailEventsResponse> items = served.stub().tailEvents(cursor("desk"));
    assertThat(positions(items, 4)).containsExactly(1L, 2L, 3L, 4L);
    served
        .stub()
        .acknowledgeEvents(
            AcknowledgeEventsRequest.newBuilder().setCursor("desk").setPosition(4).build());
    served.close();
    served = new Served("node-2");

    assertThat(positions(served.stub().tailEvents(cursor("desk")), 7))
        .containsExactlyElementsOf(LongStream.rangeClosed(5, 11).boxed().toList());
    assertThat(
            served
                .stub()
                .acknowledgeEvents(
                    AcknowledgeEventsRequest.newBuilder().setCursor("desk").setPosition(2).build())
                .getPosition())
        .isEqualTo(4);
    assertThat(served.stub().listCursors(ListCursorsRequest.getDefaultInstance()).getCursorsList())
        .extracting(EventCursor::getName)
        .containsExactly("desk");
    served.stub().deleteCursor(DeleteCursorRequest.newBuilder().setCursor("desk").build());
    assertRefused(
        Status.Code.NOT_FOUND,
        "no cursor desk",
        () ->
            served.stub().deleteCursor(DeleteCursorRequest.newBuilder().setCursor("desk").build()));
  }

  @Test
  @DisplayName(
      "failures #129: a reader that stops reading is cut with the position to resume"
          + " after; writers do not notice, and nothing is missed or repeated")
  void cutsAReaderThatStopsReading() throws Exception {
    ConcurrentLinkedQueue<TailEventsResponse> received = new ConcurrentLinkedQueue<>();
    Semaphore first = new Semaphore(0);
    CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    Served hurried = new Served("hurried", Duration.ofMillis(20));
    ClientCall<TailEventsRequest, TailEventsResponse> call =
        hurried.channel.newCall(EventServiceGrpc.getTailEventsMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(TailEventsResponse message) {
            received.add(message);
            first.release();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status.asRuntimeException(trailers));
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(TailEventsRequest.newBuilder().setAfter(0).build());
    call.halfClose();
    first.acquire();

    long last = append(800, 8_000);
    call.request(100_000);
    StatusRuntimeException failure = end.get(30, TimeUnit.SECONDS);
    hurried.close();

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    StreamCut cut = cut(failure);
    assertThat(cut.getReason()).isEqualTo(StreamCut.Reason.REASON_TOO_SLOW);
    List<Long> before =
        received.stream()
            .filter(TailEventsResponse::hasEvent)
            .map(item -> item.getEvent().getPosition())
            .toList();
    assertThat(before)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, cut.getResumeAfter()).boxed().toList());
    assertThat(cut.getResumeAfter()).isLessThan(last);
    Iterator<TailEventsResponse> rest =
        served
            .stub()
            .tailEvents(TailEventsRequest.newBuilder().setAfter(cut.getResumeAfter()).build());
    assertThat(positions(rest, (int) (last - cut.getResumeAfter())))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(cut.getResumeAfter() + 1, last).boxed().toList());
  }

  @Test
  void endsTheStreamsOfAClientThatGoesWhileTheServerCloses() throws InterruptedException {
    Served closing = new Served("closing");
    for (int i = 0; i < 80; i++) {
      closing.stub().tailEvents(TailEventsRequest.newBuilder().setAfter(0).build()).next();
    }

    closing.channel.shutdownNow();
    closing.server.close();

    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).as("streams end").isTrue();
    closing.close();
  }

  private static StreamCut cut(StatusRuntimeException failure)
      throws InvalidProtocolBufferException {
    Any detail =
        Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList().getFirst();
    return detail.unpack(StreamCut.class);
  }

  @Test
  void refusesWhatItCanNotDoByTheFieldsName() {
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "after: is beyond the end of the log",
        () -> served.stub().tailEvents(TailEventsRequest.newBuilder().setAfter(99).build()).next());
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "filter.types: there is no type \"settled\"",
        () ->
            served
                .stub()
                .tailEvents(
                    TailEventsRequest.newBuilder()
                        .setFilter(EventFilter.newBuilder().addTypes("settled"))
                        .build())
                .next());
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "cursor: a cursor's name",
        () -> served.stub().tailEvents(cursor("no spaces")).next());
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "projection: there is no \"prices\"; there are account_nonce",
        () ->
            served
                .stub()
                .rebuildProjection(
                    RebuildProjectionRequest.newBuilder().setProjection("prices").build())
                .next());
    assertRefused(
        Status.Code.NOT_FOUND,
        "no cursor nobody",
        () ->
            served
                .stub()
                .acknowledgeEvents(
                    AcknowledgeEventsRequest.newBuilder()
                        .setCursor("nobody")
                        .setPosition(1)
                        .build()));
  }

  @Test
  void countsWhatIsInTheLogAndSaysWhatItIsOn() {
    append(7, 10);
    LogStats stats = served.stub().getLogStats(GetLogStatsRequest.getDefaultInstance());

    assertThat(stats.getPosition()).isEqualTo(8);
    assertThat(stats.getStreams()).isEqualTo(2);
    assertThat(stats.getTypesList())
        .extracting(LogStats.TypeCount::getType, LogStats.TypeCount::getEvents)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("node.started.v1", 7L),
            org.assertj.core.groups.Tuple.tuple("node.key-introduced.v1", 1L));
    assertThat(stats.getTimesList().stream().mapToLong(LogStats.TimeCount::getEvents).sum())
        .isEqualTo(8);
    assertThat(stats.getTablesList())
        .filteredOn(table -> table.getTable().equals("event"))
        .singleElement()
        .satisfies(table -> assertThat(table.getBytes()).isPositive());
    assertThat(stats.getChunksList())
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.getToPosition()).isEqualTo(999_999));
    assertThat(stats.getDatabase()).contains("PostgreSQL 17", "TimescaleDB", "edition");
    assertThat(stats.getTimescaleLicense()).isIn("apache", "timescale");
    assertThat(stats.getProjectionsList())
        .allSatisfy(state -> assertThat(state.getStopped()).isEmpty())
        .extracting(LogStats.ProjectionState::getName)
        .containsExactly("intent_index", "snapshot");
  }

  @Test
  void rebuildsAProjectionAndSaysWhatItFound() {
    append(5, 1);
    Iterator<RebuildProgress> steps =
        served
            .stub()
            .rebuildProjection(
                RebuildProjectionRequest.newBuilder().setProjection("account_nonce").build());
    RebuildProgress last = steps.next();
    while (steps.hasNext()) {
      last = steps.next();
    }
    assertThat(last.getResult().getPosition()).isEqualTo(6);
    assertThat(last.getResult().getRows()).isZero();
  }
}
