package dev.fairlead.event;

/**
 * The database does not hold the log that an anchor has a checkpoint of, or that this node saw
 * before. It was restored from an older copy, lost commits in a fail-over, or was changed by hand;
 * only a person can tell which.
 */
public final class LogDiverged extends EventStoreException {
  private static final long serialVersionUID = 1L;

  private static final String ADVICE =
      " No more is appended. Keep the database and the anchor as they are; where and how they differ:"
          + " fairlead events verify --config FILE. If this database is the one to go on with, for"
          + " example after a restore on purpose, put the anchor's checkpoints aside first (keep"
          + " them: they are the proof of what was lost).";

  /** In which way. */
  public enum Difference {
    /** The database holds another log. */
    ANOTHER_LOG,
    /** The log ends before the checkpoint. */
    WENT_BACKWARDS,
    /** The log is long enough, but has another history. */
    REWRITTEN
  }

  private final Difference difference;

  /** {@code by} is who vouches for what the log was: an anchor, or the node by what it saw. */
  public LogDiverged(Difference difference, String by, String what) {
    super(Kind.FATAL, "the log is not the one that " + by + " vouches for: " + what + ADVICE);
    this.difference = difference;
  }

  public Difference difference() {
    return difference;
  }
}
