package dev.fairlead.grpc;

import dev.fairlead.event.DamagedEvent;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.event.UnknownMoment;
import dev.fairlead.event.UnreadableEvent;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one call: with its result, or with the one status that fits what went wrong. */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private Calls() {}

  static <T> void answer(StreamObserver<T> responses, Callable<T> call) {
    T answer;
    try {
      answer = call.call();
    } catch (Exception | Error e) {
      responses.onError(status(e));
      return;
    }
    responses.onNext(answer);
    responses.onCompleted();
  }

  /** What sends the answers of one streaming call. */
  @FunctionalInterface
  interface Sender {
    void run() throws Exception;
  }

  /** Runs it on a thread of its own; a stream that it leaves by a throw fails with its status. */
  static void stream(Executor threads, EventStream<?> stream, Sender sender) {
    threads.execute(() -> {
      try {
        sender.run();
      } catch (Exception | Error e) {
        stream.fail(status(e));
      }
    });
  }

  /**
   * The status for a failure; what a caller can't act on is logged here and told without details.
   */
  static StatusRuntimeException status(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException status -> status;
      case InvalidField invalid -> Refusals.of(invalid.rejection());
      case UnknownMoment unknown ->
          Status.OUT_OF_RANGE.withDescription(unknown.getMessage()).asRuntimeException();
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        yield Status.UNAVAILABLE.withDescription("the node is stopping").asRuntimeException();
      }
      case ProjectionStopped stopped ->
          Status.FAILED_PRECONDITION
              .withDescription(stopped.stopped() + "; see fairlead events rebuild")
              .withCause(stopped)
              .asRuntimeException();
      case UnreadableEvent unreadable ->
          Status.FAILED_PRECONDITION
              .withDescription(
                  "the log holds an event of type %s, which this version can't read"
                      .formatted(unreadable.type()))
              .withCause(unreadable)
              .asRuntimeException();
      case DamagedEvent damaged ->
          Status.DATA_LOSS
              .withDescription(
                  "the row at position %s of the log is no event: somebody changed it; fairlead"
                          .formatted(damaged.position())
                      + " events verify says what is wrong")
              .withCause(damaged)
              .asRuntimeException();
      case EventStoreException store when store.isTakenOver() ->
          Status.FAILED_PRECONDITION
              .withDescription(
                  "another node took over the log, and this one writes no more to it: ask that one")
              .withCause(store)
              .asRuntimeException();
      case EventStoreException store when store.isOfAnotherLog() ->
          Status.DATA_LOSS
              .withDescription(
                  "the node does not find the log that it knows, and takes nothing more until"
                      + " somebody has looked; its log says what differs, and fairlead events"
                      + " verify where")
              .withCause(store)
              .asRuntimeException();
      case EventStoreException store when store.takesNoWrites() ->
          Status.RESOURCE_EXHAUSTED
              .withDescription(
                  "the log takes nothing new until there is room; send the same request again then")
              .withCause(store)
              .asRuntimeException();
      case EventStoreException store when store.kind() == EventStoreException.Kind.RETRYABLE ->
          Status.UNAVAILABLE
              .withDescription("the log does not answer now; send the same request again")
              .withCause(store)
              .asRuntimeException();
      default -> {
        LOG.error("a call failed", failure);
        yield Status.INTERNAL
            .withDescription("the node failed; its log says why")
            .asRuntimeException();
      }
    };
  }
}
