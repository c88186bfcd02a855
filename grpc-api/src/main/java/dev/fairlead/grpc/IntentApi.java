package dev.fairlead.grpc;

import dev.fairlead.api.v1.CancelIntentRequest;
import dev.fairlead.api.v1.CancelIntentResponse;
import dev.fairlead.api.v1.GetIntentRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentServiceGrpc;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.ListIntentsRequest;
import dev.fairlead.api.v1.ListIntentsResponse;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.intent.CancelResult;
import dev.fairlead.intent.History;
import dev.fairlead.intent.IntentDesk;
import dev.fairlead.intent.IntentRecord;
import dev.fairlead.intent.PreviewResult;
import dev.fairlead.intent.SubmitResult;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentId;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** What strategies call. Maps, asks the desk, maps back. */
final class IntentApi extends IntentServiceGrpc.IntentServiceImplBase {
  /** Every caller that reaches this address, until callers have names. */
  private static final String PRINCIPAL = "local";

  private final IntentDesk desk;
  private final History history;
  private final IntentPages pages;
  private final Watches watches;
  private final ChainSource chains;

  IntentApi(
      IntentDesk desk, History history, IntentIndex index, Watches watches, ChainSource chains) {
    this.desk = desk;
    this.history = history;
    this.pages = new IntentPages(index);
    this.watches = watches;
    this.chains = chains;
  }

  @Override
  public void submitIntent(Intent request, StreamObserver<SubmitIntentResponse> responses) {
    Calls.answer(
        responses,
        () ->
            switch (desk.submit(IntentRequests.of(request), PRINCIPAL)) {
              case SubmitResult.Accepted accepted -> IntentAnswers.accepted(accepted);
              case SubmitResult.Refused refused -> throw Refusals.of(refused.reason());
            });
  }

  @Override
  public void previewIntent(Intent request, StreamObserver<PreviewIntentResponse> responses) {
    Calls.answer(
        responses,
        () ->
            switch (desk.preview(IntentRequests.of(request))) {
              case PreviewResult.Feasible feasible -> IntentAnswers.preview(feasible);
              case PreviewResult.Infeasible infeasible -> throw Refusals.of(infeasible.reason());
            });
  }

  @Override
  public void cancelIntent(
      CancelIntentRequest request, StreamObserver<CancelIntentResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          IntentId id = Fields.intentId("intent_id", request.getIntentId());
          return switch (desk.cancel(id, PRINCIPAL)) {
            case CancelResult.Requested requested ->
                CancelIntentResponse.newBuilder()
                    .setStatus(IntentAnswers.status(requested.status()))
                    .build();
            case CancelResult.TooLate late ->
                throw Status.FAILED_PRECONDITION
                    .withDescription("the intent has ended: " + late.status())
                    .asRuntimeException();
            case CancelResult.Unknown _ -> throw unknown(id);
          };
        });
  }

  @Override
  public void getIntent(GetIntentRequest request, StreamObserver<IntentView> responses) {
    Calls.answer(
        responses,
        () -> {
          IntentId id = Fields.intentId("intent_id", request.getIntentId());
          return history.find(id).map(this::promised).orElseThrow(() -> unknown(id));
        });
  }

  /** With what no log holds: the producers' word on what is under way. */
  private IntentView promised(IntentRecord record) {
    IntentView.Builder soft = IntentAnswers.record(record).toBuilder();
    ChainId chain = record.view().state().intent().trade().chain();
    soft.getTransactionsBuilderList().stream()
        .filter(transaction -> !transaction.hasBlock() && !transaction.getHash().isEmpty())
        .forEach(transaction ->
            chains
                .preconfirmed(chain, TxHash.parse(transaction.getHash()))
                .ifPresent(transaction::setPreconfirmedIn));
    return soft.build();
  }

  @Override
  public void listIntents(
      ListIntentsRequest request, StreamObserver<ListIntentsResponse> responses) {
    Calls.answer(responses, () -> pages.page(request));
  }

  @Override
  public void watchIntents(WatchIntentsRequest request, StreamObserver<IntentUpdate> responses) {
    watches.start(request, new EventStream<>((ServerCallStreamObserver<IntentUpdate>) responses));
  }

  static io.grpc.StatusRuntimeException unknown(IntentId id) {
    return Status.NOT_FOUND.withDescription("there is no intent " + id).asRuntimeException();
  }
}
