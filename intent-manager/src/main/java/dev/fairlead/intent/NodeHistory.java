package dev.fairlead.intent;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes on a log and all of their intents as they stood at any position. Intents that were open
 * then are replayed; those that had ended can't change any more and are counted in the index. Safe
 * for use by many threads.
 */
public final class NodeHistory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EventLog log;
  private final IntentIndex index;
  private final History history;

  public NodeHistory(EventStore store, History history) {
    this.log = store.log();
    this.index = store.intents();
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
   */
  public record ChainLife(
      ChainId chain,
      NodeEvent.@Nullable ChainReorganised reorg,
      @Nullable LogPosition reorgAt,
      List<Halt> halts) {
    public ChainLife {
      halts = List.copyOf(halts);
    }
  }

  /** A node took part in a chain no more, as is recorded at {@code at}. */
  public record Halt(String node, String reason, LogPosition at) {}

  /**
   * Everything at a position.
   *
   * @param head the end of the log then, with the hash over all before it
   * @param open the intents that had begun and not ended, oldest first
   */
  public record At(
      LogHead head,
      @Nullable Instant recordedAt,
      Map<IntentStatus, Long> counts,
      List<IntentView> open,
      List<NodeLife> nodes,
      List<ChainLife> chains) {
    public At {
      counts = Map.copyOf(counts);
      open = List.copyOf(open);
      nodes = List.copyOf(nodes);
      chains = List.copyOf(chains);
    }
  }

  /** As of {@code position}, which the log has reached. */
  public At at(LogPosition position) throws InterruptedException {
    index.catchUp(position, PATIENCE);
    Map<IntentStatus, Long> counts = new EnumMap<>(IntentStatus.class);
    index
        .endedAt(position)
        .forEach((stage, count) -> counts.merge(status(stage), count, Long::sum));
    List<IntentView> open =
        history.asOf(index.openAt(position).stream().map(IntentSummary::id).toList(), position);
    open.forEach(view -> counts.merge(view.status(), 1L, Long::sum));
    List<RecordedEvent> last =
        position.equals(LogPosition.START)
            ? List.of()
            : log.readAll(new LogPosition(position.value() - 1), 1);
    Map<String, LogPosition> started = new HashMap<>();
    List<NodeLife> nodes = nodes(position, started);
    return new At(
        new LogHead(position, last.isEmpty() ? Bytes32.ZERO : last.getFirst().hash()),
        last.isEmpty() ? null : last.getFirst().recordedAt(),
        counts,
        open,
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

  private static IntentStatus status(IntentStage stage) {
    return switch (stage) {
      case REFUSED -> IntentStatus.REFUSED;
      case SETTLED -> IntentStatus.SETTLED;
      case FAILED -> IntentStatus.FAILED;
      case CANCELLED -> IntentStatus.CANCELLED;
      case EXPIRED -> IntentStatus.EXPIRED;
      case ACCEPTED,
          PLANNED,
          DEFERRED,
          SIMULATED,
          ASSIGNED,
          SIGNED,
          SUBMITTED,
          INCLUDED,
          RETRACTED ->
          throw new IllegalStateException(stage + " is no end");
    };
  }
}
