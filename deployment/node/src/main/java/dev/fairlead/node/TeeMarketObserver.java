package dev.fairlead.node;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Tells several listeners the same of markets. */
final class TeeMarketObserver implements MarketObserver {
  private final List<MarketObserver> listeners;

  TeeMarketObserver(List<MarketObserver> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void loading(ChainId chain, VenueId venue, long answers, Duration took) {
    listeners.forEach(listener -> listener.loading(chain, venue, answers, took));
  }

  @Override
  public void catchingUp(ChainId chain, BlockNumber at, BlockNumber to) {
    listeners.forEach(listener -> listener.catchingUp(chain, at, to));
  }

  @Override
  public void takenUp(ChainId chain, BlockRef kept, Market market, Duration took) {
    listeners.forEach(listener -> listener.takenUp(chain, kept, market, took));
  }

  @Override
  public void passedOver(ChainId chain, String reason) {
    listeners.forEach(listener -> listener.passedOver(chain, reason));
  }

  @Override
  public void corrected(ChainId chain, Collection<PoolId> pools) {
    listeners.forEach(listener -> listener.corrected(chain, pools));
  }

  @Override
  public void read(ChainId chain, VenueId venue, int pools, Duration took) {
    listeners.forEach(listener -> listener.read(chain, venue, pools, took));
  }

  @Override
  public void loaded(ChainId chain, Market market, Duration took) {
    listeners.forEach(listener -> listener.loaded(chain, market, took));
  }

  @Override
  public void published(ChainId chain, Market market, int changed, Duration took) {
    listeners.forEach(listener -> listener.published(chain, market, changed, took));
  }

  @Override
  public void undone(ChainId chain, Market market) {
    listeners.forEach(listener -> listener.undone(chain, market));
  }

  @Override
  public void interrupted(ChainId chain, String reason) {
    listeners.forEach(listener -> listener.interrupted(chain, reason));
  }
}
