package dev.fairlead.node;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.node.NodeEvent;

/** The node's own events in its log: when it began to serve, and when it stopped in order. */
final class NodeLife implements AutoCloseable {
  private final EventLog log;
  private final String node;

  private NodeLife(EventLog log, String node) {
    this.log = log;
    this.node = node;
  }

  static NodeLife begin(EventLog log, String node, String version) {
    NodeLife life = new NodeLife(log, node);
    life.record(new NodeEvent.Started(node, version));
    return life;
  }

  @Override
  public void close() {
    record(new NodeEvent.Stopped(node));
  }

  private void record(NodeEvent event) {
    StreamId stream = StreamId.node(node);
    NewEvent written = new NewEvent(EventId.next(), event);
    AppendResult result;
    do {
      result = log.append(Append.to(stream, log.read(stream).size(), written));
    } while (result instanceof AppendResult.VersionConflict);
    if (!(result instanceof AppendResult.Appended)) {
      throw new IllegalStateException("the node's own event was not recorded: " + result);
    }
  }
}
