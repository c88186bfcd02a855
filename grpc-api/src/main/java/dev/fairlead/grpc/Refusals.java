package dev.fairlead.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.fairlead.api.v1.BasketPart;
import dev.fairlead.event.codec.RejectionMessages;
import dev.fairlead.model.intent.Rejection;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Refusals as gRPC errors that carry the typed reason. */
final class Refusals {
  private Refusals() {}

  static StatusRuntimeException of(Rejection reason) {
    return StatusProto.toStatusRuntimeException(status(reason).build());
  }

  /** Of one part of a basket, which a second detail names. */
  static StatusRuntimeException of(Rejection reason, BasketPart part) {
    return StatusProto.toStatusRuntimeException(
        status(reason)
            .setMessage(
                "part %d, %s to %s: %s"
                    .formatted(
                        part.getPart(),
                        part.getSell().getSymbol(),
                        part.getBuy().getSymbol(),
                        reason.message()))
            .addDetails(Any.pack(part))
            .build());
  }

  private static Status.Builder status(Rejection reason) {
    return Status.newBuilder()
        .setCode(code(reason).getNumber())
        .setMessage(reason.message())
        .addDetails(Any.pack(RejectionMessages.message(reason)));
  }

  private static Code code(Rejection reason) {
    return switch (reason) {
      case Rejection.Invalid _,
          Rejection.TokenMismatch _,
          Rejection.UnknownChain _,
          Rejection.UnknownToken _ ->
          Code.INVALID_ARGUMENT;
      case Rejection.IdTaken _ -> Code.ALREADY_EXISTS;
      case Rejection.TokenDenied _,
          Rejection.NoFundingAsset _,
          Rejection.NotionalTooLarge _,
          Rejection.NotionalUnknown _,
          Rejection.SlippageTooWide _,
          Rejection.DeadlinePassed _,
          Rejection.DeadlineTooFar _,
          Rejection.InsufficientBalance _,
          Rejection.NoRoute _,
          Rejection.PriceImpactTooHigh _,
          Rejection.RouteGasTooHigh _,
          Rejection.RouteTermTooWide _,
          Rejection.ImpactTooWide _,
          Rejection.PriceDeviates _,
          Rejection.NoReferencePrice _,
          Rejection.LimitPriceNotMet _,
          Rejection.SlippageExceeded _,
          Rejection.GasCostTooHigh _,
          Rejection.GasLimitTooHigh _,
          Rejection.NoPrivateChannel _,
          Rejection.EndpointsDisagree _,
          Rejection.SimulationReverted _,
          Rejection.Reverted _,
          Rejection.NonceConsumed _,
          Rejection.RouterGone _,
          Rejection.Halted _ ->
          Code.FAILED_PRECONDITION;
    };
  }
}
