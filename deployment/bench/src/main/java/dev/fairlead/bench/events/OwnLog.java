package dev.fairlead.bench.events;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.StreamId;

/** Fairlead's log; each caller has a stream of its own and expects it where it left it. */
final class OwnLog implements Caller {
  private final EventLog log;
  private final StreamId stream = Payload.stream();
  private long version;

  private OwnLog(EventLog log) {
    this.log = log;
  }

  static Contestant of(EventLog log) {
    return new InProcess("fairlead", () -> new OwnLog(log), () -> {});
  }

  @Override
  public void append() {
    write(log, Append.to(stream, version++, Payload.event()));
  }

  /** Appends what nothing can stand against. */
  static AppendResult.Appended write(EventLog log, Append append) {
    AppendResult result = log.append(append);
    if (result instanceof AppendResult.Appended appended) {
      return appended;
    }
    throw new IllegalStateException("not appended: " + result);
  }
}
