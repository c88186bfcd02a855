package dev.fairlead.event.codec;

import com.google.protobuf.MessageLite;
import dev.fairlead.api.v1.ChainReorganised;
import dev.fairlead.api.v1.KeyIntroduced;
import dev.fairlead.api.v1.KeyRevoked;
import dev.fairlead.api.v1.NodeStarted;
import dev.fairlead.api.v1.NodeStopped;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.node.NodeEvent;

/** The payloads of a node's own events. */
final class NodeEventMessages {
  private NodeEventMessages() {}

  static EventType type(NodeEvent event) {
    return switch (event) {
      case NodeEvent.Started _ -> EventType.NODE_STARTED;
      case NodeEvent.Stopped _ -> EventType.NODE_STOPPED;
      case NodeEvent.KeyIntroduced _ -> EventType.KEY_INTRODUCED;
      case NodeEvent.KeyRevoked _ -> EventType.KEY_REVOKED;
      case NodeEvent.ChainReorganised _ -> EventType.CHAIN_REORGANISED;
    };
  }

  static MessageLite message(NodeEvent event) {
    return switch (event) {
      case NodeEvent.Started(var node, var version) ->
          NodeStarted.newBuilder().setNode(node).setVersion(version).build();
      case NodeEvent.Stopped(var node) -> NodeStopped.newBuilder().setNode(node).build();
      case NodeEvent.KeyIntroduced(var key, var publicKey) ->
          KeyIntroduced.newBuilder().setKey(key).setPublicKey(Values.bytes(publicKey)).build();
      case NodeEvent.KeyRevoked(var key) -> KeyRevoked.newBuilder().setKey(key).build();
      case NodeEvent.ChainReorganised(var chain, var ancestor, var abandoned, var head) ->
          ChainReorganised.newBuilder()
              .setChainId(chain.value())
              .setAncestor(Values.block(chain, ancestor))
              .setAbandoned(Values.block(chain, abandoned))
              .setHead(Values.block(chain, head))
              .build();
    };
  }

  static NodeEvent event(MessageLite message) {
    return switch (message) {
      case NodeStarted started -> new NodeEvent.Started(started.getNode(), started.getVersion());
      case NodeStopped stopped -> new NodeEvent.Stopped(stopped.getNode());
      case KeyIntroduced introduced ->
          new NodeEvent.KeyIntroduced(introduced.getKey(), Values.bytes(introduced.getPublicKey()));
      case KeyRevoked revoked -> new NodeEvent.KeyRevoked(revoked.getKey());
      case ChainReorganised reorganised ->
          new NodeEvent.ChainReorganised(
              new ChainId(reorganised.getChainId()),
              Values.block(reorganised.getAncestor()),
              Values.block(reorganised.getAbandoned()),
              Values.block(reorganised.getHead()));
      default -> throw new IllegalArgumentException("not a node's event: " + message.getClass());
    };
  }
}
