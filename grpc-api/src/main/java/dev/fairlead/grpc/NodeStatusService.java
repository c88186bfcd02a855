package dev.fairlead.grpc;

import dev.fairlead.api.v1.ChainStatus;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.NodeServiceGrpc;
import dev.fairlead.api.v1.NodeStatus;
import dev.fairlead.event.codec.Values;
import io.grpc.stub.StreamObserver;

/** Answers for the node itself. */
final class NodeStatusService extends NodeServiceGrpc.NodeServiceImplBase {
  private final StatusSource source;

  NodeStatusService(StatusSource source) {
    this.source = source;
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
