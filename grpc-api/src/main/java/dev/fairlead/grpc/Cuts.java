package dev.fairlead.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.fairlead.api.v1.StreamCut;
import dev.fairlead.api.v1.StreamCut.Reason;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.model.LogPosition;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Streams that the node ends, as gRPC errors that say where to read on. */
final class Cuts {
  private Cuts() {}

  /** The log ended it; {@code sent}: up to here everything is on its way to the client. */
  static StatusRuntimeException of(SubscriptionEnded end, LogPosition sent) {
    return switch (end.reason()) {
      case TOO_SLOW -> tooSlow(sent);
      case CLOSED ->
          status(
              Code.UNAVAILABLE,
              Reason.REASON_STOPPING,
              sent,
              "the node is stopping; read on after position " + sent);
    };
  }

  /** The client took nothing more: its subscription is cut, unless it has gone by itself. */
  static StatusRuntimeException tooSlow(
      Subscription subscription, EventStream<?> stream, LogPosition sent) {
    if (!stream.isCancelled()) {
      subscription.cut(sent);
    }
    return tooSlow(sent);
  }

  private static StatusRuntimeException tooSlow(LogPosition sent) {
    return status(
        Code.RESOURCE_EXHAUSTED,
        Reason.REASON_TOO_SLOW,
        sent,
        "the reader is too slow; read on after position " + sent);
  }

  private static StatusRuntimeException status(
      Code code, Reason reason, LogPosition sent, String message) {
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(
                Any.pack(
                    StreamCut.newBuilder().setReason(reason).setResumeAfter(sent.value()).build()))
            .build());
  }
}
