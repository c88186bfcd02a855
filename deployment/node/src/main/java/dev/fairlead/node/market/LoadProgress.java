package dev.fairlead.node.market;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a chain's market is, in words, until it stands. For any thread. */
public final class LoadProgress implements MarketObserver {
  private volatile @Nullable String words = "the market is not there yet";

  /** Empty while a market stands. */
  public Optional<String> words() {
    return Optional.ofNullable(words);
  }

  @Override
  public void loading(ChainId chain, VenueId venue, long answers, Duration took) {
    words =
        "the market is being loaded: %s, %d answers in %d s"
            .formatted(venue, answers, took.toSeconds());
  }

  @Override
  public void catchingUp(ChainId chain, BlockNumber at, BlockNumber to) {
    words = "the market that was kept is at block %s, on its way to %s".formatted(at, to);
  }

  @Override
  public void loaded(ChainId chain, Market market, Duration took) {
    words = null;
  }

  @Override
  public void takenUp(ChainId chain, BlockRef kept, Market market, Duration took) {
    words = null;
  }
}
