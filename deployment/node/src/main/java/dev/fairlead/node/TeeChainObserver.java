package dev.fairlead.node;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.Preconfirmation;
import dev.fairlead.chain.Reorg;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.time.Duration;
import java.util.List;

/** Tells several listeners the same of chains. */
final class TeeChainObserver implements ChainObserver {
  private final List<ChainObserver> listeners;

  TeeChainObserver(List<ChainObserver> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void seen(ChainId chain, Block block) {
    listeners.forEach(listener -> listener.seen(chain, block));
  }

  @Override
  public void priced(ChainId chain, Fees fees) {
    listeners.forEach(listener -> listener.priced(chain, fees));
  }

  @Override
  public void extended(ChainId chain, BlockRef block, Duration lag) {
    listeners.forEach(listener -> listener.extended(chain, block, lag));
  }

  @Override
  public void reorganised(ChainId chain, Reorg reorg) {
    listeners.forEach(listener -> listener.reorganised(chain, reorg));
  }

  @Override
  public void finalized(ChainId chain, BlockRef block) {
    listeners.forEach(listener -> listener.finalized(chain, block));
  }

  @Override
  public void safe(ChainId chain, BlockRef block) {
    listeners.forEach(listener -> listener.safe(chain, block));
  }

  @Override
  public void preconfirmed(ChainId chain, Preconfirmation promise) {
    listeners.forEach(listener -> listener.preconfirmed(chain, promise));
  }

  @Override
  public void included(ChainId chain, TxHash transaction, Duration afterSending) {
    listeners.forEach(listener -> listener.included(chain, transaction, afterSending));
  }

  @Override
  public void promiseBroken(ChainId chain, Preconfirmation promise) {
    listeners.forEach(listener -> listener.promiseBroken(chain, promise));
  }

  @Override
  public void finalityStalled(ChainId chain, BlockRef last, Duration still) {
    listeners.forEach(listener -> listener.finalityStalled(chain, last, still));
  }

  @Override
  public void windowNotKept(ChainId chain, String why) {
    listeners.forEach(listener -> listener.windowNotKept(chain, why));
  }

  @Override
  public void halted(ChainId chain, String reason) {
    listeners.forEach(listener -> listener.halted(chain, reason));
  }

  @Override
  public void answered(ChainId chain, String method, Duration took, String error) {
    listeners.forEach(listener -> listener.answered(chain, method, took, error));
  }

  @Override
  public void incomplete(ChainId chain, BlockRef block, String unknown) {
    listeners.forEach(listener -> listener.incomplete(chain, block, unknown));
  }

  @Override
  public void underWay(ChainId chain, String endpoint, int change) {
    listeners.forEach(listener -> listener.underWay(chain, endpoint, change));
  }

  @Override
  public void awaitingBudget(ChainId chain, String endpoint, int change) {
    listeners.forEach(listener -> listener.awaitingBudget(chain, endpoint, change));
  }

  @Override
  public void rateLimited(ChainId chain, String endpoint, Duration pause) {
    listeners.forEach(listener -> listener.rateLimited(chain, endpoint, pause));
  }

  @Override
  public void reconnecting(ChainId chain, String endpoint, String why) {
    listeners.forEach(listener -> listener.reconnecting(chain, endpoint, why));
  }

  @Override
  public void endpoint(ChainId chain, String endpoint, EndpointState state, String reason) {
    listeners.forEach(listener -> listener.endpoint(chain, endpoint, state, reason));
  }

  @Override
  public void endpointAnswered(ChainId chain, String endpoint, Duration took) {
    listeners.forEach(listener -> listener.endpointAnswered(chain, endpoint, took));
  }

  @Override
  public void endpointFailed(
      ChainId chain, String endpoint, ChainException.Fault fault, String what) {
    listeners.forEach(listener -> listener.endpointFailed(chain, endpoint, fault, what));
  }

  @Override
  public void probed(ChainId chain, String endpoint, BlockNumber head, long lag) {
    listeners.forEach(listener -> listener.probed(chain, endpoint, head, lag));
  }

  @Override
  public void hedged(ChainId chain, String endpoint) {
    listeners.forEach(listener -> listener.hedged(chain, endpoint));
  }

  @Override
  public void unseen(ChainId chain, TxHash transaction) {
    listeners.forEach(listener -> listener.unseen(chain, transaction));
  }

  @Override
  public void disagreed(ChainId chain, String what) {
    listeners.forEach(listener -> listener.disagreed(chain, what));
  }

  @Override
  public void mistrusted(ChainId chain, String what) {
    listeners.forEach(listener -> listener.mistrusted(chain, what));
  }

  @Override
  public void foreignHash(ChainId chain, TxHash ours, String answered) {
    listeners.forEach(listener -> listener.foreignHash(chain, ours, answered));
  }

  @Override
  public void feedCut(ChainId chain) {
    listeners.forEach(listener -> listener.feedCut(chain));
  }
}
