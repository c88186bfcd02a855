package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.EventServiceGrpc;
import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.IntentServiceGrpc;
import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.StreamCut;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.model.LogPosition;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that ask for much and take next to nothing of it. */
final class SlowReaderTest {
  private final BlockingQueue<LogPosition> cuts = new LinkedBlockingQueue<>();
  private final PastFixture past =
      new PastFixture(
          new EventStoreObserver() {
            @Override
            public void subscriptionCut(LogPosition resumeAfter) {
              cuts.add(resumeAfter);
            }
          },
          Duration.ofMillis(20));

  @AfterEach
  void close() {
    past.close();
  }

  /** A stream of the log, and the question for all of it. */
  record Asked<Q>(MethodDescriptor<Q, ?> method, Q question) {
    @Override
    public String toString() {
      return String.valueOf(method.getBareMethodName());
    }
  }

  static Stream<Asked<?>> streams() {
    return Stream.of(
        new Asked<>(
            EventServiceGrpc.getTailEventsMethod(),
            TailEventsRequest.newBuilder().setAfter(0).build()),
        new Asked<>(
            HistoryServiceGrpc.getReadEventsMethod(), ReadEventsRequest.getDefaultInstance()),
        new Asked<>(
            IntentServiceGrpc.getWatchIntentsMethod(),
            WatchIntentsRequest.newBuilder().setAfter(0).build()));
  }

  @ParameterizedTest(name = "failures #129: a reader that takes nothing is counted as cut: {0}")
  @MethodSource("streams")
  @DisplayName("failures #129: a reader that takes nothing is cut, and counted as such")
  void isCutAndCounted(Asked<?> asked) throws Exception {
    for (int i = 1; i <= 120; i++) {
      past.bound(i, i);
    }

    Unread call = new Unread(asked);
    LogPosition counted = Objects.requireNonNull(cuts.poll(30, TimeUnit.SECONDS), "none was cut");

    StatusRuntimeException end = call.end();
    assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(cut(end).getResumeAfter()).isEqualTo(counted.value()).isPositive();
    assertThat(cuts).isEmpty();
  }

  private static StreamCut cut(StatusRuntimeException end) throws InvalidProtocolBufferException {
    return Objects.requireNonNull(StatusProto.fromThrowable(end))
        .getDetails(0)
        .unpack(StreamCut.class);
  }

  /** A call whose client takes one message and then no more. */
  private final class Unread {
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private final ClientCall<?, ?> call;

    <Q> Unread(Asked<Q> asked) {
      this.call = begin(past.channel().newCall(asked.method(), CallOptions.DEFAULT), asked);
    }

    private <Q, R> ClientCall<Q, R> begin(ClientCall<Q, R> fresh, Asked<Q> asked) {
      fresh.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(status.asRuntimeException(trailers));
            }
          },
          new Metadata());
      fresh.request(1);
      fresh.sendMessage(asked.question());
      fresh.halfClose();
      return fresh;
    }

    /** Takes what is there, to hear how it ended. */
    StatusRuntimeException end() throws Exception {
      call.request(100_000);
      return end.get(30, TimeUnit.SECONDS);
    }
  }
}
