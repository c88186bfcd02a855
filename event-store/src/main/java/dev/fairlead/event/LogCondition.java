package dev.fairlead.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the log and its evidence are, as this node knows it.
 *
 * @param halted why this node appends no more; null while it does
 * @param unsigned why the last checkpoint that was due could not be taken; null when it was
 */
public record LogCondition(
    @Nullable String halted, @Nullable String unsigned, List<AnchorCondition> anchors) {
  public LogCondition {
    anchors = List.copyOf(anchors);
  }
}
