package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signs what is assigned, and assigns what takes the place of a trade that is not wanted any more.
 */
final class Signing {
  private final Workplace at;
  private final Journal journal;
  private final CrashPoints crashPoints;
  private final PlannedHops planned;
  private final PayloadGuard guard;

  Signing(Workplace at, Journal journal) {
    this.at = at;
    this.journal = journal;
    this.crashPoints = at.around().crashPoints();
    this.planned = new PlannedHops(at.trading().market()::market);
    this.guard = new PayloadGuard(at.contracts(), at.chain().profile().terms().gasCap(), planned);
  }

  /**
   * Signs payloads and makes the bytes durable; nothing of them leaves before that. A trade whose
   * contract is not configured any more, or whose pool the market has no more, is given up instead.
   */
  void sign(OpenIntent life, List<Payload> payloads) throws InterruptedException {
    Instant start = at.now();
    boolean cancels = payloads.stream().anyMatch(Payload::isCancellation);
    Optional<Rejection> obstacle =
        cancels
            ? Optional.empty()
            : at.contracts()
                .obstacle(life.carriedOut())
                .or(() -> planned.obstacle(life.carriedOut()));
    if (obstacle.isPresent()) {
      at.observer().troubled(life.id(), obstacle.get().message());
      journal.record(new Observation.Obstructed(obstacle.get()), start);
      return;
    }
    List<SignedTransaction> signed = new ArrayList<>();
    for (Payload payload : payloads) {
      guard.check(life, payload);
      signed.add(at.signer().sign(payload.transaction()));
    }
    at.observer().took(IntentObserver.Step.SIGN, life.id(), Duration.between(start, at.now()));
    crashPoints.reach(
        cancels ? CrashPoint.CANCELLATION_SIGNATURE_MADE : CrashPoint.SIGNATURE_MADE, life.id());
    journal.record(new Observation.SignaturesMade(signed), at.now());
    crashPoints.reach(cancels ? CrashPoint.CANCELLATION_SIGNED : CrashPoint.SIGNED, life.id());
  }

  /** Assigns to each slot a payload that does nothing but consume its nonce. */
  void withdraw(OpenIntent life, List<Slot> slots) throws InterruptedException {
    forgetBundle(life);
    Fees fees = at.chain().fees().wanting(InclusionSpeed.URGENT);
    List<UnsignedTransaction> cancellations =
        slots.stream().map(slot -> at.drafter().cancellation(slot, fees)).toList();
    journal.record(new Observation.WithdrawalDrafted(cancellations), at.now());
    crashPoints.reach(CrashPoint.CANCELLATION_ASSIGNED, life.id());
  }

  /** Asks the relay to drop the trade. Builders may have it already, so the chain decides. */
  private void forgetBundle(OpenIntent life) {
    boolean offered = life.payloads().anyMatch(payload -> !payload.submissions().isEmpty());
    if (life.intent().constraints().privacy() == Privacy.PRIVATE
        && offered
        && at.trading().relay() != null) {
      switch (at.trading().relay().cancelBundle(life.id().value())) {
        case SubmissionOutcome.Sent _ -> {
          // The relay says that it forgot the bundle; the cancellation follows all the same.
        }
        case SubmissionOutcome.Refused refused ->
            at.observer().troubled(life.id(), "the relay keeps the bundle: " + refused.reason());
        case SubmissionOutcome.Unknown unknown ->
            at.observer().troubled(life.id(), "the relay gives no answer: " + unknown.detail());
      }
    }
  }
}
