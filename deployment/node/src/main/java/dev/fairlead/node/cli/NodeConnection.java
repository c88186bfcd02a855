package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainServiceGrpc;
import dev.fairlead.api.v1.ChainServiceGrpc.ChainServiceBlockingStub;
import dev.fairlead.api.v1.EventServiceGrpc;
import dev.fairlead.api.v1.EventServiceGrpc.EventServiceBlockingStub;
import dev.fairlead.api.v1.EvidenceServiceGrpc;
import dev.fairlead.api.v1.EvidenceServiceGrpc.EvidenceServiceBlockingStub;
import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.HistoryServiceGrpc.HistoryServiceBlockingStub;
import dev.fairlead.api.v1.IntentServiceGrpc;
import dev.fairlead.api.v1.IntentServiceGrpc.IntentServiceBlockingStub;
import dev.fairlead.api.v1.MarketServiceGrpc;
import dev.fairlead.api.v1.MarketServiceGrpc.MarketServiceBlockingStub;
import dev.fairlead.api.v1.NodeServiceGrpc;
import dev.fairlead.api.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** A client's connection to a running node; one per command, closed with it. */
public final class NodeConnection implements AutoCloseable {
  private final ManagedChannel channel;

  private NodeConnection(ManagedChannel channel) {
    this.channel = channel;
  }

  /** Connects in plain text to {@code host:port}; the first call finds out whether it answers. */
  public static NodeConnection to(String target) {
    return new NodeConnection(NettyChannelBuilder.forTarget(target).usePlaintext().build());
  }

  public IntentServiceBlockingStub intents() {
    return IntentServiceGrpc.newBlockingStub(channel);
  }

  public HistoryServiceBlockingStub history() {
    return HistoryServiceGrpc.newBlockingStub(channel);
  }

  public EventServiceBlockingStub events() {
    return EventServiceGrpc.newBlockingStub(channel);
  }

  public EvidenceServiceBlockingStub evidence() {
    return EvidenceServiceGrpc.newBlockingStub(channel);
  }

  public ChainServiceBlockingStub chains() {
    return ChainServiceGrpc.newBlockingStub(channel);
  }

  public MarketServiceBlockingStub markets() {
    return MarketServiceGrpc.newBlockingStub(channel);
  }

  public NodeServiceBlockingStub node() {
    return NodeServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
