package dev.fairlead.event.codec;

import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.StrategyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an acceptance or a refusal says of the intent that begins with it, as far as rows are made
 * of it.
 *
 * @param origin null when the event does not say who asked
 */
public record IntentBeginning(
    IntentId id,
    StrategyId strategy,
    IntentType type,
    ChainId chain,
    Address sell,
    Address buy,
    Instant deadline,
    @Nullable Origin origin) {
  /**
   * Reads it from the payload of one of the two, without the rest of that: to take all of it apart
   * costs ten times as much, and who verifies a log reads every one.
   *
   * @throws UnreadableEvent if the payload does not say all of it
   */
  public static IntentBeginning read(String type, byte[] payload) {
    return new BeginningReader().read(type, payload);
  }
}
