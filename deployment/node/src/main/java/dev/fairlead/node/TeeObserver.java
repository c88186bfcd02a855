package dev.fairlead.node;

import dev.fairlead.intent.AccountHold;
import dev.fairlead.intent.BasketQuote;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.intent.IntentObserver;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.time.Duration;
import java.util.List;

/** Tells several listeners the same. */
final class TeeObserver implements IntentObserver {
  private final List<IntentObserver> listeners;

  TeeObserver(List<IntentObserver> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void refused(IntentId id, Rejection reason, boolean recorded) {
    listeners.forEach(listener -> listener.refused(id, reason, recorded));
  }

  @Override
  public void recorded(IntentEvent event, IntentStatus status) {
    listeners.forEach(listener -> listener.recorded(event, status));
  }

  @Override
  public void took(Step step, IntentId id, Duration time) {
    listeners.forEach(listener -> listener.took(step, id, time));
  }

  @Override
  public void offered(IntentId id, TxHash hash, String channel, SubmissionOutcome outcome) {
    listeners.forEach(listener -> listener.offered(id, hash, channel, outcome));
  }

  @Override
  public void recovered(int intents) {
    listeners.forEach(listener -> listener.recovered(intents));
  }

  @Override
  public void foreignNonce(ChainId chain, Address account, Nonce nonce) {
    listeners.forEach(listener -> listener.foreignNonce(chain, account, nonce));
  }

  @Override
  public void accountHeld(AccountHold hold) {
    listeners.forEach(listener -> listener.accountHeld(hold));
  }

  @Override
  public void priceCompared(ChainId chain, String source, Fraction deviation, boolean within) {
    listeners.forEach(listener -> listener.priceCompared(chain, source, deviation, within));
  }

  @Override
  public void priceMissing(ChainId chain, String source, boolean allowed) {
    listeners.forEach(listener -> listener.priceMissing(chain, source, allowed));
  }

  @Override
  public void compared(ComparisonResult result, Duration time) {
    listeners.forEach(listener -> listener.compared(result, time));
  }

  @Override
  public void basketQuoted(ChainId chain, BasketQuote quote, Duration time) {
    listeners.forEach(listener -> listener.basketQuoted(chain, quote, time));
  }

  @Override
  public void boundLost(IntentId id, String why) {
    listeners.forEach(listener -> listener.boundLost(id, why));
  }

  @Override
  public void troubled(IntentId id, String trouble) {
    listeners.forEach(listener -> listener.troubled(id, trouble));
  }

  @Override
  public void stopped(IntentId id, Throwable cause) {
    listeners.forEach(listener -> listener.stopped(id, cause));
  }

  @Override
  public void laneHeld(ChainId chain, Address account, IntentId by) {
    listeners.forEach(listener -> listener.laneHeld(chain, account, by));
  }
}
