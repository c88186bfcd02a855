package dev.fairlead.grpc;

import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.ChainHalt;
import dev.fairlead.api.v1.ChainHead;
import dev.fairlead.api.v1.ChainLife;
import dev.fairlead.api.v1.IntentSummary;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.LaneNext;
import dev.fairlead.api.v1.LaneNonce;
import dev.fairlead.api.v1.MarketSwitch;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.NodeLife;
import dev.fairlead.api.v1.StatusCount;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.event.Standing;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.BookHistory;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.intent.IntentView;
import dev.fairlead.intent.LaneHistory;
import dev.fairlead.intent.NodeHistory;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Books, lanes and nodes of the past, as messages. */
final class PastAnswers {
  private PastAnswers() {}

  static BookAsOf book(PastPage of, BookHistory.Page page, Map<IntentStatus, Long> counts) {
    BookAsOf.Builder message =
        BookAsOf.newBuilder().setPosition(of.position().value()).addAllCounts(counts(counts));
    page.intents().forEach(view -> message.addIntents(IntentAnswers.view(view)));
    @Nullable LogPosition next = page.next();
    if (next != null) {
      message.setNextPageToken(of.next(next.value()));
    }
    return message.build();
  }

  private static List<StatusCount> counts(Map<IntentStatus, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(count ->
            StatusCount.newBuilder()
                .setStatus(IntentAnswers.status(count.getKey()))
                .setIntents(count.getValue())
                .build())
        .toList();
  }

  static LaneAsOf lane(ChainId chain, PastPage of, List<LaneHistory.Entry> entries, int size) {
    LaneAsOf.Builder message = LaneAsOf.newBuilder().setPosition(of.position().value());
    entries.forEach(entry -> message.addNonces(nonce(chain, entry)));
    if (entries.size() == size) {
      message.setNextPageToken(of.next(entries.getLast().nonce().value()));
    }
    return message.build();
  }

  static LaneNonce nonce(ChainId chain, LaneHistory.Entry entry) {
    LaneNonce.Builder message =
        LaneNonce.newBuilder()
            .setNonce(entry.nonce().value())
            .setIntentId(entry.intent().toString())
            .setClaimedAt(entry.claimedAt().value())
            .setState(state(entry.state()))
            .setIntentStatus(IntentAnswers.status(entry.intentStatus()));
    entry
        .slot()
        .payloads()
        .forEach(payload -> message.addTransactions(IntentAnswers.transaction(chain, payload)));
    return message.build();
  }

  private static LaneNonce.State state(LaneHistory.NonceState state) {
    return switch (state) {
      case ASSIGNED -> LaneNonce.State.ASSIGNED;
      case SIGNED -> LaneNonce.State.SIGNED;
      case SUBMITTED -> LaneNonce.State.SUBMITTED;
      case INCLUDED -> LaneNonce.State.INCLUDED;
      case CONSUMED -> LaneNonce.State.CONSUMED;
      case LOST -> LaneNonce.State.LOST;
    };
  }

  static NodeAsOf node(PastPage of, NodeHistory.At at) {
    NodeAsOf.Builder message = node(at).toBuilder();
    @Nullable LogPosition next = at.next();
    return next == null ? message.build() : message.setNextPageToken(of.next(next.value())).build();
  }

  /** Without a token: of one page that has all of them. */
  static NodeAsOf node(NodeHistory.At at) {
    NodeAsOf.Builder message =
        NodeAsOf.newBuilder()
            .setPosition(at.head().position().value())
            .setHash(at.head().hash().toString());
    @Nullable Instant recordedAt = at.recordedAt();
    if (recordedAt != null) {
      message.setRecordedAt(Values.timestamp(recordedAt));
    }
    message.addAllCounts(counts(at.counts()));
    at.open().forEach(view -> message.addOpenIntents(summary(view)));
    at.nodes().forEach(node -> message.addNodes(life(node)));
    at.chains().forEach(chain -> message.addChains(life(chain)));
    at.heads().forEach(head -> message.addHeads(head(head)));
    at.nextNonces().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(lane -> message.addLanes(lane(lane.getKey(), lane.getValue())));
    return message.build();
  }

  private static ChainHead head(SeenBlock head) {
    return ChainHead.newBuilder()
        .setBlock(Values.block(head.chain(), head.block()))
        .setMinedAt(Values.timestamp(head.minedAt()))
        .setSeenAt(Values.timestamp(head.seenAt()))
        .build();
  }

  private static LaneNext lane(Standing.Lane lane, Nonce next) {
    return LaneNext.newBuilder()
        .setLane(
            Lane.newBuilder()
                .setChainId(lane.chain().value())
                .setAccount(lane.account().toString()))
        .setNextNonce(next.value())
        .build();
  }

  private static IntentSummary summary(IntentView view) {
    return IntentSummary.newBuilder()
        .setIntentId(view.state().intent().id().toString())
        .setStrategyId(view.state().intent().strategy().toString())
        .setStatus(IntentAnswers.status(view.status()))
        .setPosition(view.last().value())
        .setUpdatedAt(Values.timestamp(view.updatedAt()))
        .build();
  }

  private static ChainLife life(NodeHistory.ChainLife chain) {
    ChainLife.Builder message = ChainLife.newBuilder().setChainId(chain.chain().value());
    if (chain.reorg() != null && chain.reorgAt() != null) {
      message
          .setLastReorg(EventCodec.reorg(chain.reorg()))
          .setReorgPosition(chain.reorgAt().value());
    }
    chain
        .halts()
        .forEach(halt ->
            message.addHalts(
                ChainHalt.newBuilder()
                    .setNode(halt.node())
                    .setReason(halt.reason())
                    .setPosition(halt.at().value())));
    chain.switchedOff().forEach(off -> message.addSwitchedOff(off(off)));
    return message.build();
  }

  private static MarketSwitch off(NodeHistory.SwitchedOff off) {
    return MarketSwitch.newBuilder()
        .setPart(EventCodec.part(off.event().part()))
        .setBy(off.event().by())
        .setReason(off.event().reason())
        .setNode(off.event().node())
        .setPosition(off.at().value())
        .build();
  }

  private static NodeLife life(NodeHistory.NodeLife node) {
    NodeLife.Builder message =
        NodeLife.newBuilder().setName(node.name()).setRunning(node.running());
    if (node.version() != null) {
      message.setVersion(node.version());
    }
    if (node.key() != null) {
      message.setKey(node.key());
    }
    return message.build();
  }
}
