package dev.fairlead.event;

/**
 * Another node took the log over, which fenced this one off: it appends no more until it is started
 * again.
 */
public final class LogTakenOver extends EventStoreException {
  private static final long serialVersionUID = 1L;

  /** {@code epoch} is the other node's, {@code ours} the one that is over. */
  public LogTakenOver(long epoch, long ours) {
    super(Kind.FATAL, "another node took over the log (epoch %d after %d)".formatted(epoch, ours));
  }
}
