package dev.fairlead.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an anchor stands to the log, as this node knows it.
 *
 * @param anchor its name
 * @param detail what there is to know of the state, for people; may be empty
 * @param silentSince when it did not answer for the first time since it last did
 */
public record AnchorCondition(
    String anchor, State state, String detail, @Nullable Instant silentSince) {
  /** What was found when what it holds was compared with the database. */
  public enum State {
    /** It has not answered yet, so nothing was compared; that is done when it first answers. */
    UNHEARD,
    /** The log is the one that it vouches for. */
    AGREES,
    /** It can only be written to, so it is not compared. */
    WRITE_ONLY,
    /**
     * It holds nothing, though checkpoints were taken: it is new, or what it held was lost or taken
     * away. Stays so until the next start.
     */
    MISSING,
    /** It vouches for another log. No more is appended by this node, nor brought to the anchor. */
    DIVERGED
  }
}
