package dev.fairlead.event.codec;

import com.google.protobuf.MessageLite;
import dev.fairlead.api.v1.AccountHeld;
import dev.fairlead.api.v1.AccountResumed;
import dev.fairlead.api.v1.ChainHalted;
import dev.fairlead.api.v1.ChainReorganised;
import dev.fairlead.api.v1.KeyIntroduced;
import dev.fairlead.api.v1.KeyRevoked;
import dev.fairlead.api.v1.MarketSwitchedOff;
import dev.fairlead.api.v1.MarketSwitchedOn;
import dev.fairlead.api.v1.NodeStarted;
import dev.fairlead.api.v1.NodeStopped;
import dev.fairlead.api.v1.UsedNonce;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
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
      case NodeEvent.ChainHalted _ -> EventType.CHAIN_HALTED;
      case NodeEvent.AccountHeld _ -> EventType.ACCOUNT_HELD;
      case NodeEvent.AccountResumed _ -> EventType.ACCOUNT_RESUMED;
      case NodeEvent.MarketSwitchedOff _ -> EventType.MARKET_SWITCHED_OFF;
      case NodeEvent.MarketSwitchedOn _ -> EventType.MARKET_SWITCHED_ON;
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
      case NodeEvent.ChainReorganised reorganised -> message(reorganised);
      case NodeEvent.ChainHalted(var chain, var reason, var node, var seenAt) ->
          ChainHalted.newBuilder()
              .setChainId(chain.value())
              .setReason(reason)
              .setNode(node)
              .setSeenAt(seenAt.value())
              .build();
      case NodeEvent.AccountHeld held -> message(held);
      case NodeEvent.AccountResumed(var chain, var account, var next, var by, var reason) ->
          AccountResumed.newBuilder()
              .setChainId(chain.value())
              .setAccount(account.toString())
              .setNextNonce(next.value())
              .setBy(by)
              .setReason(reason)
              .build();
      case NodeEvent.MarketSwitchedOff(var chain, var part, var by, var reason, var node) ->
          MarketSwitchedOff.newBuilder()
              .setChainId(chain.value())
              .setPart(MarketPartMessages.message(part))
              .setBy(by)
              .setReason(reason)
              .setNode(node)
              .build();
      case NodeEvent.MarketSwitchedOn(var chain, var part, var by, var reason, var node) ->
          MarketSwitchedOn.newBuilder()
              .setChainId(chain.value())
              .setPart(MarketPartMessages.message(part))
              .setBy(by)
              .setReason(reason)
              .setNode(node)
              .build();
    };
  }

  /** A reorg in the words of the wire. */
  static ChainReorganised message(NodeEvent.ChainReorganised reorganised) {
    ChainId chain = reorganised.chain();
    return ChainReorganised.newBuilder()
        .setChainId(chain.value())
        .setAncestor(Values.block(chain, reorganised.ancestor()))
        .setAbandoned(Values.block(chain, reorganised.abandoned()))
        .setHead(Values.block(chain, reorganised.head()))
        .setDepth(reorganised.depth())
        .addAllBlocks(
            reorganised.blocks().stream().map(block -> Values.block(chain, block)).toList())
        .setNode(reorganised.node())
        .setSeenAt(reorganised.seenAt().value())
        .build();
  }

  private static AccountHeld message(NodeEvent.AccountHeld held) {
    AccountHeld.Builder message =
        AccountHeld.newBuilder()
            .setChainId(held.chain().value())
            .setAccount(held.account().toString())
            .setFirstNonce(held.first().value())
            .setNextNonce(held.next().value());
    held.used()
        .forEach(used ->
            message.addUsed(
                UsedNonce.newBuilder()
                    .setNonce(used.nonce().value())
                    .setHash(used.hash().toString())));
    return message.build();
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
              Values.block(reorganised.getHead()),
              reorganised.getDepth(),
              reorganised.getBlocksList().stream().map(Values::block).toList(),
              reorganised.getNode(),
              new LogPosition(reorganised.getSeenAt()));
      case ChainHalted halted ->
          new NodeEvent.ChainHalted(
              new ChainId(halted.getChainId()),
              halted.getReason(),
              halted.getNode(),
              new LogPosition(halted.getSeenAt()));
      case AccountHeld held ->
          new NodeEvent.AccountHeld(
              new ChainId(held.getChainId()),
              Address.parse(held.getAccount()),
              new Nonce(held.getFirstNonce()),
              new Nonce(held.getNextNonce()),
              held.getUsedList().stream()
                  .map(used ->
                      new NodeEvent.UsedNonce(
                          new Nonce(used.getNonce()), TxHash.parse(used.getHash())))
                  .toList());
      case AccountResumed resumed ->
          new NodeEvent.AccountResumed(
              new ChainId(resumed.getChainId()),
              Address.parse(resumed.getAccount()),
              new Nonce(resumed.getNextNonce()),
              resumed.getBy(),
              resumed.getReason());
      case MarketSwitchedOff off -> {
        ChainId chain = new ChainId(off.getChainId());
        yield new NodeEvent.MarketSwitchedOff(
            chain,
            MarketPartMessages.part(chain, off.getPart()),
            off.getBy(),
            off.getReason(),
            off.getNode());
      }
      case MarketSwitchedOn on -> {
        ChainId chain = new ChainId(on.getChainId());
        yield new NodeEvent.MarketSwitchedOn(
            chain,
            MarketPartMessages.part(chain, on.getPart()),
            on.getBy(),
            on.getReason(),
            on.getNode());
      }
      default -> throw new IllegalArgumentException("not a node's event: " + message.getClass());
    };
  }
}
