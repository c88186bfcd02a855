package dev.fairlead.node.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.fairlead.api.v1.Rejection;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what went wrong into one line and an exit code: 1 refused, 2 wrong usage, 3 surroundings.
 */
final class Failures implements IExecutionExceptionHandler {
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int SURROUNDINGS = 3;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Telling telling = telling(failure);
    err.println("fairlead: " + telling.what());
    if (telling.code() == SURROUNDINGS && System.getenv("FAIRLEAD_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    return telling.code();
  }

  private record Telling(int code, String what) {}

  private static Telling telling(Exception failure) {
    return switch (failure) {
      case StatusRuntimeException status -> answer(status);
      case NoSuchFileException missing ->
          new Telling(USAGE, "no such file: " + missing.getMessage());
      case IllegalArgumentException invalid ->
          new Telling(USAGE, String.valueOf(invalid.getMessage()));
      default ->
          new Telling(
              SURROUNDINGS,
              failure.getMessage() == null ? failure.toString() : failure.getMessage());
    };
  }

  private static Telling answer(StatusRuntimeException failure) {
    String what = failure.getStatus().getDescription();
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE ->
          new Telling(
              SURROUNDINGS,
              "no node answers (" + what + "); start one with: deployment/fairlead up");
      case INVALID_ARGUMENT,
          FAILED_PRECONDITION,
          ALREADY_EXISTS,
          NOT_FOUND,
          OUT_OF_RANGE,
          ABORTED ->
          new Telling(REFUSED, code(failure) + what);
      default -> new Telling(SURROUNDINGS, failure.getStatus().getCode() + ": " + what);
    };
  }

  /** The rejection's stable code, when the answer carries one. */
  private static String code(StatusRuntimeException failure) {
    Status status = StatusProto.fromThrowable(failure);
    if (status != null) {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(Rejection.class)) {
          try {
            return detail.unpack(Rejection.class).getCode() + ": ";
          } catch (InvalidProtocolBufferException e) {
            return "unreadable details: ";
          }
        }
      }
    }
    return "";
  }
}
