package dev.fairlead.node.trust;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.model.node.NodeEvent;

/** Records what a person switches off and on, as events of the chain's own stream. */
final class SwitchLog {
  private final EventLog log;
  private final String node;

  SwitchLog(EventLog log, String node) {
    this.log = log;
    this.node = node;
  }

  /** Durable when it returns. */
  void off(ChainId chain, MarketPart part, String by, String reason) {
    append(chain, new NodeEvent.MarketSwitchedOff(chain, part, by, reason, node));
  }

  /** Durable when it returns. */
  void on(ChainId chain, MarketPart part, String by, String reason) {
    append(chain, new NodeEvent.MarketSwitchedOn(chain, part, by, reason, node));
  }

  /** Others write to the same stream; a conflict says where it stands. */
  private void append(ChainId chain, NodeEvent event) {
    StreamId stream = StreamId.chain(chain);
    NewEvent next = new NewEvent(EventId.next(), event);
    long version = 0;
    while (true) {
      switch (log.append(Append.to(stream, version, next))) {
        case AppendResult.Appended _ -> {
          return;
        }
        case AppendResult.VersionConflict conflict -> version = conflict.actualVersion();
        case AppendResult.ClaimTaken _, AppendResult.EventIdConflict _ ->
            throw new EventStoreException(
                EventStoreException.Kind.FATAL, "the log refused " + event);
      }
    }
  }
}
