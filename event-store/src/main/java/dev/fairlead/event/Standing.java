package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How the intents of a log, or of one strategy in it, stood at a position.
 *
 * @param ended how many had ended, by how they ended
 * @param open those that had begun and not ended, oldest first
 * @param nextNonces the nonce after the highest one that was bound in each lane
 */
public record Standing(
    LogPosition position,
    Map<IntentStage, Long> ended,
    List<Begun> open,
    Map<Lane, Nonce> nextNonces) {
  public Standing {
    ended = Map.copyOf(ended);
    open = List.copyOf(open);
    nextNonces = Map.copyOf(nextNonces);
  }

  /** Before the first event. */
  public static Standing nothing() {
    return new Standing(LogPosition.START, Map.of(), List.of(), Map.of());
  }

  /** An intent and where its life begins. */
  public record Begun(LogPosition first, IntentId intent) {}

  /** An account on a chain. */
  public record Lane(ChainId chain, Address account) implements Comparable<Lane> {
    private static final Comparator<Lane> ORDER =
        Comparator.comparingLong((Lane lane) -> lane.chain.value())
            .thenComparing(lane -> lane.account.toString());

    @Override
    public int compareTo(Lane other) {
      return ORDER.compare(this, other);
    }
  }
}
