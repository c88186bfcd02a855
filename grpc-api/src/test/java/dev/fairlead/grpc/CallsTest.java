package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.model.LogPosition;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CallsTest {
  private static Status status(Kind kind) {
    SQLException cause = new SQLException("could not extend file \"base/1/2\"", "53100");
    return Calls.status(new EventStoreException(kind, "the database failed", cause)).getStatus();
  }

  @Test
  @DisplayName("failures #29: a log that takes nothing now is UNAVAILABLE, for the same request")
  void tellsTheCallerToAskAgainWhenTheLogFailsForNow() {
    Status status = status(Kind.RETRYABLE);

    assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("send the same request again");
  }

  @Test
  void doesNotAskForARepeatThatCanNotHelp() {
    assertThat(status(Kind.FATAL).getCode()).isEqualTo(Code.INTERNAL);
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

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsNothingOfTheDatabase(Kind kind) {
    assertThat(status(kind).getDescription()).doesNotContain("base/1/2", "53100", "database");
  }
}
