package dev.fairlead.grpc;

import static dev.fairlead.grpc.PastFixture.at;
import static dev.fairlead.grpc.PastFixture.id;
import static dev.fairlead.grpc.RefusedCall.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.DiffHistoryRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.ReadEventsRequest;
import dev.fairlead.api.v1.RecordedEvent;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the past has no answer to, and which code says so. */
final class HistoryRefusalsTest {
  private final PastFixture past = new PastFixture();

  @AfterEach
  void close() {
    past.close();
  }

  private HistoryDiff diff(DiffHistoryRequest.Builder scope, long from, long to) {
    return past.history().diffHistory(scope.setFrom(at(from)).setTo(at(to)).build());
  }

  @Test
  void knowsNoChangeOfAnIntentThatIsNotThereYet() {
    long before = past.accepted(1);
    long after = past.accepted(2);
    DiffHistoryRequest.Builder second =
        DiffHistoryRequest.newBuilder().setIntentId(id(2).toString());

    assertThat(diff(second, before, after).getEventsList())
        .extracting(RecordedEvent::getPosition)
        .containsExactly(after);
    assertRefused(
        Status.Code.NOT_FOUND, "there is no intent " + id(2), () -> diff(second, before, before));
    assertRefused(
        Status.Code.NOT_FOUND,
        "there is no intent " + id(2),
        () ->
            past.history()
                .getIntentAsOf(
                    GetIntentAsOfRequest.newBuilder()
                        .setIntentId(id(2).toString())
                        .setAsOf(at(before))
                        .build()));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_801L, 253_402_300_800L, Long.MAX_VALUE})
  void refusesTimesThatCanNotBeByTheFieldsName(long seconds) {
    Timestamp time = Timestamp.newBuilder().setSeconds(seconds).build();
    String what = ": expected a time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z";
    assertRefused(Status.Code.INVALID_ARGUMENT, "from" + what, () -> read(time, null));
    assertRefused(Status.Code.INVALID_ARGUMENT, "to" + what, () -> read(null, time));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "as_of.time" + what,
        () ->
            past.history()
                .getNodeAsOf(
                    GetNodeAsOfRequest.newBuilder()
                        .setAsOf(Moment.newBuilder().setTime(time))
                        .build()));
  }

  @Test
  void readsFromTheFirstTimeThatCanBeToTheLast() {
    long last = past.accepted(1);
    assertThat(read(Timestamps.MIN_VALUE, Timestamps.MAX_VALUE))
        .extracting(RecordedEvent::getPosition)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    assertThat(read(null, Timestamps.MIN_VALUE)).isEmpty();
    assertThat(read(Timestamps.MAX_VALUE, null)).isEmpty();
  }

  private List<RecordedEvent> read(@Nullable Timestamp from, @Nullable Timestamp to) {
    ReadEventsRequest.Builder request = ReadEventsRequest.newBuilder();
    if (from != null) {
      request.setFrom(from);
    }
    if (to != null) {
      request.setTo(to);
    }
    List<RecordedEvent> found = new ArrayList<>();
    past.history().readEvents(request.build()).forEachRemaining(found::add);
    return found;
  }

  @Test
  @DisplayName("failures #31: a row that is no event is told of as DATA_LOSS, with its position")
  void tellsWhichRowIsNoEvent() {
    long last = past.accepted(1);
    past.accepted(2);
    past.tamper("UPDATE fairlead.event SET stream_kind = '!' WHERE position = " + last);

    assertRefused(
        Status.Code.DATA_LOSS,
        "the row at position " + last + " of the log is no event",
        () -> diff(DiffHistoryRequest.newBuilder().setNode(true), last - 1, last));
  }
}
