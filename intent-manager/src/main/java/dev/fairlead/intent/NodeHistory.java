package dev.fairlead.intent;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.event.Standing;
import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.Standing.Lane;
import dev.fairlead.event.Standings;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.node.NodeEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes on a log and all of their intents as they stood at any position, from the log and from
 * snapshots that were held against it. Safe for use by many threads.
 */
public final class NodeHistory {
  private final EventLog log;
  private final MarketHistory seen;
  private final Standings standings;
  private final History history;

  public NodeHistory(EventStore store, History history) {
    this(store, history, new Standings(store.log(), store.snapshots()));
  }

  NodeHistory(EventStore store, History history, Standings standings) {
    this.log = store.log();
    this.seen = store.market();
    this.standings = standings;
    this.history = history;
  }

  /**
   * A node by its own events.
   *
   * @param key the last one that it introduced; null when it had none yet
   * @param running whether it had started and not stopped in order
   */
  public record NodeLife(
      String name, @Nullable String version, @Nullable String key, boolean running) {}

  /**
   * A chain by what happened to it.
   *
   * @param reorg the last one that a node saw; null when none did
   * @param reorgAt where that is recorded
   * @param halts by which of the running nodes it was halted
   * @param switchedOff what the running nodes were told not to trade with, the newest first
   */
  public record ChainLife(
      ChainId chain,
      NodeEvent.@Nullable ChainReorganised reorg,
      @Nullable LogPosition reorgAt,
      List<Halt> halts,
      List<SwitchedOff> switchedOff) {
    public ChainLife {
      halts = List.copyOf(halts);
      switchedOff = List.copyOf(switchedOff);
    }
  }

  /** A person switched a part of a market off, as is recorded at {@code at}. */
  public record SwitchedOff(NodeEvent.MarketSwitchedOff event, LogPosition at) {}

  /** A node took part in a chain no more, as is recorded at {@code at}. */
  public record Halt(String node, String reason, LogPosition at) {}

  /**
   * Everything at a position.
   *
   * @param head the end of the log then, with the hash over all before it
   * @param open a page of the intents that had begun and not ended, oldest first
   * @param next where the next page of them goes on; null when this is the last
   * @param heads the last block of each chain that had been seen before the last event
   * @param nextNonces the nonce after the highest one that was bound in each lane
   */
  public record At(
      LogHead head,
      @Nullable Instant recordedAt,
      Map<IntentStatus, Long> counts,
      List<IntentView> open,
      @Nullable LogPosition next,
      List<SeenBlock> heads,
      Map<Lane, Nonce> nextNonces,
      List<NodeLife> nodes,
      List<ChainLife> chains) {
    public At {
      counts = Map.copyOf(counts);
      open = List.copyOf(open);
      heads = List.copyOf(heads);
      nextNonces = Map.copyOf(nextNonces);
      nodes = List.copyOf(nodes);
      chains = List.copyOf(chains);
    }
  }

  /**
   * As of {@code position}, which the log has reached.
   *
   * @param after the {@code next} of the page of open intents before; the start for the first page
   */
  public At at(LogPosition position, LogPosition after, int limit) {
    Standing standing = standings.at(position);
    List<Begun> open =
        standing.open().stream().filter(each -> each.first().isAfter(after)).toList();
    List<Begun> page = open.subList(0, Math.min(limit, open.size()));
    List<RecordedEvent> last =
        position.equals(LogPosition.START)
            ? List.of()
            : log.readAll(new LogPosition(position.value() - 1), 1);
    Map<String, LogPosition> started = new HashMap<>();
    List<NodeLife> nodes = nodes(position, started);
    return new At(
        new LogHead(position, last.isEmpty() ? Bytes32.ZERO : last.getFirst().hash()),
        last.isEmpty() ? null : last.getFirst().recordedAt(),
        StatusCounts.of(standing, history),
        history.asOf(page.stream().map(Begun::intent).toList(), position),
        page.size() == open.size() ? null : page.getLast().first(),
        seen.heads(position),
        standing.nextNonces(),
        nodes,
        new ChainPast(log).at(position, started));
  }

  /** {@code started} hears where each one that is running last started. */
  private List<NodeLife> nodes(LogPosition position, Map<String, LogPosition> started) {
    List<NodeLife> nodes = new ArrayList<>();
    for (StreamId stream : log.streams("node")) {
      NodeLife life = null;
      for (RecordedEvent recorded : log.read(stream, position)) {
        NodeLife before = life == null ? new NodeLife(stream.id(), null, null, false) : life;
        life = after(before, recorded);
        if (recorded.event() instanceof NodeEvent.Started) {
          started.put(life.name(), recorded.position());
        }
      }
      if (life != null) {
        if (!life.running()) {
          started.remove(life.name());
        }
        nodes.add(life);
      }
    }
    return nodes;
  }

  private static NodeLife after(NodeLife before, RecordedEvent recorded) {
    if (recorded.event() instanceof NodeEvent.Started started) {
      return new NodeLife(before.name(), started.version(), before.key(), true);
    }
    if (recorded.event() instanceof NodeEvent.Stopped) {
      return new NodeLife(before.name(), before.version(), before.key(), false);
    }
    if (recorded.event() instanceof NodeEvent.KeyIntroduced introduced) {
      return new NodeLife(before.name(), before.version(), introduced.key(), before.running());
    }
    return before;
  }
}
