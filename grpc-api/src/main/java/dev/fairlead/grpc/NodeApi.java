package dev.fairlead.grpc;

import dev.fairlead.api.v1.ChainStatus;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.NodeServiceGrpc;
import dev.fairlead.api.v1.NodeStatus;
import dev.fairlead.api.v1.ResumeAccountRequest;
import dev.fairlead.api.v1.ResumeAccountResponse;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.AccountHold;
import dev.fairlead.intent.Accounts;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Answers for the node itself. */
final class NodeApi extends NodeServiceGrpc.NodeServiceImplBase {
  private final StatusSource source;
  private final Accounts accounts;

  NodeApi(StatusSource source, Accounts accounts) {
    this.source = source;
    this.accounts = accounts;
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<NodeStatus> responses) {
    StatusSource.NodeView view = source.status();
    NodeStatus.Builder status =
        NodeStatus.newBuilder()
            .setNode(view.node())
            .setVersion(view.version())
            .setStartedAt(Values.timestamp(view.startedAt()))
            .addAllWarnings(view.warnings())
            .setLogPosition(view.position().value())
            .setLogHash(view.logHash())
            .setOpenIntents(view.openIntents())
            .setDatabase(view.database());
    view.chains().forEach(chain -> status.addChains(chain(chain)));
    responses.onNext(status.build());
    responses.onCompleted();
  }

  @Override
  public void resumeAccount(
      ResumeAccountRequest request, StreamObserver<ResumeAccountResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          AccountHold ended =
              accounts
                  .resume(
                      Fields.chain("chain_id", request.getChainId()),
                      Fields.address("account", request.getAccount()),
                      Fields.required("by", request.getBy()),
                      Fields.required("reason", request.getReason()))
                  .orElseThrow(() ->
                      Status.FAILED_PRECONDITION
                          .withDescription("the account is not held")
                          .asRuntimeException());
          return ResumeAccountResponse.newBuilder()
              .setFirstNonce(ended.first().value())
              .setNextNonce(ended.next().value())
              .build();
        });
  }

  private static ChainStatus chain(StatusSource.ChainView view) {
    ChainStatus.Builder chain =
        ChainStatus.newBuilder()
            .setChainId(view.chain().value())
            .setHead(Values.block(view.chain(), view.head()))
            .setHeadTime(Values.timestamp(view.headTime()))
            .setPools(view.pools())
            .setTokens(view.tokens())
            .setAccount(view.account().toString())
            .setExecutor(view.executor().toString())
            .setPrivateRelay(view.privateRelay());
    if (view.finalized() != null) {
      chain.setFinalized(Values.block(view.chain(), view.finalized()));
    }
    if (view.halted() != null) {
      chain.setHalted(view.halted());
    }
    return chain.build();
  }
}
