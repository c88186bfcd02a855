package dev.fairlead.intent;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.intent.NodeHistory.ChainLife;
import dev.fairlead.intent.NodeHistory.Halt;
import dev.fairlead.intent.NodeHistory.SwitchedOff;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.model.node.NodeEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to chains up to a position, read from the end of their streams backwards. */
final class ChainPast {
  private static final int PAGE = 64;

  private final EventLog log;

  ChainPast(EventLog log) {
    this.log = log;
  }

  /**
   * All chains that anything had happened to.
   *
   * @param started where each node that was running last started: it is halted by nothing before
   */
  List<ChainLife> at(LogPosition position, Map<String, LogPosition> started) {
    LogPosition earliest = earliest(started.values(), position);
    List<ChainLife> lives = new ArrayList<>();
    for (StreamId stream : log.streams("chain")) {
      Life life = new Life();
      LogPosition upTo = position;
      List<RecordedEvent> page;
      do {
        page = log.last(stream, upTo, PAGE);
        for (RecordedEvent recorded : page) {
          life.before(recorded, started);
          upTo = new LogPosition(recorded.position().value() - 1);
        }
      } while (page.size() == PAGE && (life.reorg == null || upTo.isAfter(earliest)));
      if (life.happened) {
        lives.add(life.of(new ChainId(Long.parseUnsignedLong(stream.id()))));
      }
    }
    return lives;
  }

  private static LogPosition earliest(Collection<LogPosition> started, LogPosition otherwise) {
    return started.stream().min(LogPosition::compareTo).orElse(otherwise);
  }

  /** What is known of one chain while its events come by, newest first. */
  private static final class Life {
    private final List<Halt> halts = new ArrayList<>();
    private final List<SwitchedOff> switchedOff = new ArrayList<>();
    private final Set<Switch> switches = new HashSet<>();
    private NodeEvent.@Nullable ChainReorganised reorg;
    private @Nullable LogPosition reorgAt;
    private boolean happened;

    void before(RecordedEvent recorded, Map<String, LogPosition> started) {
      happened = true;
      if (recorded.event() instanceof NodeEvent.ChainReorganised seen && reorg == null) {
        reorg = seen;
        reorgAt = recorded.position();
      }
      if (recorded.event() instanceof NodeEvent.ChainHalted halted) {
        LogPosition start = started.get(halted.node());
        boolean known = halts.stream().anyMatch(halt -> halt.node().equals(halted.node()));
        if (start != null && recorded.position().isAfter(start) && !known) {
          halts.add(new Halt(halted.node(), halted.reason(), recorded.position()));
        }
      }
      if (recorded.event() instanceof NodeEvent.MarketSwitchedOn on) {
        switches.add(new Switch(on.node(), on.part()));
      }
      if (recorded.event() instanceof NodeEvent.MarketSwitchedOff off) {
        LogPosition start = started.get(off.node());
        boolean newest = switches.add(new Switch(off.node(), off.part()));
        if (newest && start != null && recorded.position().isAfter(start)) {
          switchedOff.add(new SwitchedOff(off, recorded.position()));
        }
      }
    }

    /** What a node was told about a part: the newest word counts. */
    private record Switch(String node, MarketPart part) {}

    ChainLife of(ChainId chain) {
      return new ChainLife(chain, reorg, reorgAt, halts, switchedOff);
    }
  }
}
