package dev.fairlead.grpc;

import static dev.fairlead.grpc.RefusedCall.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.GetMarketAsOfRequest;
import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.LogPosition;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallsTest {
  private static Status status(Kind kind, String state) {
    SQLException cause = new SQLException("could not extend file \"base/1/2\"", state);
    return Calls.status(new EventStoreException(kind, "the database failed", cause)).getStatus();
  }

  @ParameterizedTest(name = "failures #29: RESOURCE_EXHAUSTED when the disk is full: {0}")
  @ValueSource(strings = {"53100", "25006"})
  void tellsThatTheLogHasNoRoom(String state) {
    Status status = status(Kind.RETRYABLE, state);

    assertThat(status.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("until there is room");
  }

  @Test
  void tellsTheCallerToAskAgainWhenTheLogFailsForNow() {
    Status status = status(Kind.RETRYABLE, "57P01");

    assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("send the same request again");
  }

  @Test
  @DisplayName("failures #31: who asks a node whose log is another one is told DATA_LOSS")
  void tellsThatTheLogIsAnotherOne() {
    LogDiverged reason = new LogDiverged(Difference.REWRITTEN, "file:/anchors", "it differs.");
    for (EventStoreException failure :
        List.of(reason, new EventStoreException(Kind.FATAL, "not appended", reason))) {
      Status status = Calls.status(failure).getStatus();

      assertThat(status.getCode()).isEqualTo(Code.DATA_LOSS);
      assertThat(status.getDescription()).contains("events verify").doesNotContain("anchors");
    }
  }

  @Test
  void doesNotAskForARepeatThatCanNotHelp() {
    assertThat(status(Kind.FATAL, "42P01").getCode()).isEqualTo(Code.INTERNAL);
  }

  @Test
  @DisplayName("failures #37: who asks a projection that has stopped is told so, and what to do")
  void tellsOfAStoppedProjectionAsAPrecondition() {
    SQLException cause = new SQLException("could not extend file \"base/1/2\"", "53100");
    Status status =
        Calls.status(new ProjectionStopped("intent_index", new LogPosition(7), cause)).getStatus();

    assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(status.getDescription())
        .contains("intent_index has stopped after position 7", "events rebuild")
        .doesNotContain("base/1/2");
  }

  @Test
  @DisplayName("failures #37: an event that can't be read is a precondition, told by its type")
  void tellsOfAnUnreadableEventAsAPrecondition() {
    Status status =
        Calls.status(new UnreadableEvent("intent.signed.v9", "is not known here", null))
            .getStatus();

    assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(status.getDescription()).contains("intent.signed.v9");
  }

  @Test
  @DisplayName("failures #139: who asks a node that was fenced off is told to ask the other one")
  void tellsThatAnotherNodeTookOver() {
    try (PastFixture past = new PastFixture();
        EventStore successor = past.successor()) {
      assertThatThrownBy(() -> past.accepted(1))
          .isInstanceOfSatisfying(
              EventStoreException.class,
              e -> {
                Status status = Calls.status(e).getStatus();
                assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
                assertThat(status.getDescription()).contains("another node took over the log");
              });
      assertThat(successor.log().read(StreamId.intent(PastFixture.id(1)))).isEmpty();
    }
  }

  @Test
  void endsACallWhateverItIsThatFails() throws Exception {
    HistoryServiceGrpc.HistoryServiceImplBase failing =
        new HistoryServiceGrpc.HistoryServiceImplBase() {
          @Override
          public void getMarketAsOf(
              GetMarketAsOfRequest request, StreamObserver<MarketAsOf> responses) {
            Calls.answer(
                responses,
                () -> {
                  throw new StackOverflowError();
                });
          }

          @Override
          public void readEvents(
              ReadEventsRequest request, StreamObserver<RecordedEvent> responses) {
            Calls.stream(
                Thread::startVirtualThread,
                new EventStream<>((ServerCallStreamObserver<RecordedEvent>) responses),
                () -> {
                  throw new StackOverflowError();
                });
          }
        };
    try (GrpcServer server = GrpcServer.start(ApiSettings.at("127.0.0.1", 0), List.of(failing))) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
      try {
        HistoryServiceGrpc.HistoryServiceBlockingStub stub =
            HistoryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        assertRefused(
            Code.INTERNAL,
            "its log says why",
            () -> stub.getMarketAsOf(GetMarketAsOfRequest.getDefaultInstance()));
        assertRefused(
            Code.INTERNAL,
            "its log says why",
            () -> stub.readEvents(ReadEventsRequest.getDefaultInstance()).next());
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsNothingOfTheDatabase(Kind kind) {
    for (String state : List.of("53100", "57P01")) {
      assertThat(status(kind, state).getDescription())
          .doesNotContain("base/1/2", state, "database");
    }
  }
}
