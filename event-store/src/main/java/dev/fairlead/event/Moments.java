package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.util.Optional;

/**
 * Finds the position that a moment stands for. Safe for use by many threads.
 *
 * <p>A position and a block name the same moment for ever. So does an instant once the log's clock
 * has passed it; whoever asks for the present should keep the position and not the instant.
 */
public final class Moments {
  private final EventLog log;
  private final MarketHistory market;

  public Moments(EventStore store) {
    this.log = store.log();
    this.market = store.market();
  }

  /**
   * The position; {@link LogPosition#START} where nothing was recorded yet.
   *
   * @throws UnknownMoment if it is beyond the log's end, or of a block that this node never saw
   */
  public LogPosition positionOf(Moment moment) {
    return switch (moment) {
      case Moment.At(LogPosition position) -> {
        LogPosition head = log.head().position();
        if (position.isAfter(head)) {
          throw new UnknownMoment("position " + position + " is beyond the log's end, " + head);
        }
        yield position;
      }
      case Moment.When when -> log.positionAt(when.time()).orElse(LogPosition.START);
      case Moment.Seen seen -> {
        Optional<SeenBlock> block = market.block(seen.chain(), seen.block());
        yield block
            .map(SeenBlock::position)
            .orElseThrow(() -> new UnknownMoment("block " + seen.block() + " was never seen here"));
      }
    };
  }
}
