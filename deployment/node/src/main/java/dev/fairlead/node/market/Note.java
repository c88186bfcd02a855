package dev.fairlead.node.market;

import dev.fairlead.chain.Fees;
import dev.fairlead.event.MarketQuote;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.venue.Market;
import java.time.Instant;
import java.util.List;

/** Something that waits to be kept. */
sealed interface Note {
  ChainId chain();

  RecorderObserver.What what();

  /** A block was seen. */
  record Block(SeenBlock seen) implements Note {
    @Override
    public ChainId chain() {
      return seen.chain();
    }

    @Override
    public RecorderObserver.What what() {
      return RecorderObserver.What.BLOCK;
    }
  }

  /** What the next block costs became known. */
  record Priced(ChainId chain, Fees fees) implements Note {
    @Override
    public RecorderObserver.What what() {
      return RecorderObserver.What.FEES;
    }
  }

  /** A plan was priced. */
  record Quoted(ChainId chain, List<MarketQuote> quotes) implements Note {
    @Override
    public RecorderObserver.What what() {
      return RecorderObserver.What.QUOTES;
    }
  }

  /** The market stands like this from {@code at} on. */
  record Stands(ChainId chain, Market market, Instant at, LogPosition position) implements Note {
    @Override
    public RecorderObserver.What what() {
      return RecorderObserver.What.MARKET;
    }
  }
}
