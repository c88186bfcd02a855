package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Sees signed transactions into final blocks: offers them, follows the chain, offers the same bytes
 * again while they are in no block, and ends the intent when its nonces are consumed for good.
 *
 * <p>Private bytes go to the relay alone, whatever it answers; there is no way from here to a
 * public endpoint for them.
 */
final class Pursuit {
  static final String PUBLIC_CHANNEL = "public";

  private final Workplace at;
  private final Journal journal;
  private final LateBounds bounds;
  private final CrashPoints crashPoints;
  private final Sightings sightings;

  /** The height at which each pending transaction was last offered by this process. */
  private final Map<TxHash, Long> offeredAt = new HashMap<>();

  private boolean sentBefore;

  Pursuit(Workplace at, Journal journal, LateBounds bounds, Set<TxHash> old) {
    this.at = at;
    this.journal = journal;
    this.bounds = bounds;
    this.crashPoints = at.around().crashPoints();
    this.sightings = new Sightings(at, old);
    this.sentBefore = !old.isEmpty();
  }

  /** Does what there is to do now; whether there was anything. */
  boolean advance(OpenIntent life, List<SignedTransaction> pending) throws InterruptedException {
    ChainPicture picture = at.watch().picture();
    offeredAt.keySet().retainAll(pending.stream().map(SignedTransaction::hash).toList());
    if (picture.halted() != null) {
      return false;
    }
    boolean again = pending.stream().anyMatch(tx -> isDueAgain(life, tx, picture));
    if (again || (sentBefore && offeredAt.isEmpty() && !pending.isEmpty())) {
      sightings.suspect(life, picture);
    }
    if (follow(life, picture)) {
      return true;
    }
    boolean due = again || pending.stream().anyMatch(tx -> !offeredAt.containsKey(tx.hash()));
    if (due) {
      at.refuseHeld();
    }
    if (again && raiseCancellations(life, picture)) {
      return true;
    }
    if (due) {
      offer(life, pending, picture);
      return true;
    }
    return false;
  }

  private boolean follow(OpenIntent life, ChainPicture picture) throws InterruptedException {
    Instant start = at.now();
    List<IntentEvent> events =
        Decider.decide(journal.state(), sightings.look(life, picture), start);
    if (events.isEmpty()) {
      return false;
    }
    reach(events, true, life);
    Journal.Written written = journal.append(bounds.beside(events), List.of());
    reach(events, false, life);
    if (written == Journal.Written.DURABLE && journal.state() instanceof IntentState.Ended) {
      at.observer().took(IntentObserver.Step.SETTLE, life.id(), Duration.between(start, at.now()));
    }
    return true;
  }

  private void reach(List<IntentEvent> events, boolean before, OpenIntent life) {
    for (IntentEvent event : events) {
      switch (event) {
        case IntentEvent.Included _ ->
            crashPoints.reach(before ? CrashPoint.INCLUSION_SEEN : CrashPoint.INCLUDED, life.id());
        case IntentEvent.Retracted _ ->
            crashPoints.reach(
                before ? CrashPoint.RETRACTION_SEEN : CrashPoint.RETRACTED, life.id());
        case IntentEvent.Settled _,
            IntentEvent.Failed _,
            IntentEvent.Cancelled _,
            IntentEvent.Expired _ ->
            crashPoints.reach(before ? CrashPoint.FINALITY_SEEN : CrashPoint.ENDED, life.id());
        case IntentEvent.Accepted _,
            IntentEvent.Refused _,
            IntentEvent.Planned _,
            IntentEvent.Deferred _,
            IntentEvent.Simulated _,
            IntentEvent.PlanBounded _,
            IntentEvent.Assigned _,
            IntentEvent.Signed _,
            IntentEvent.Submitted _,
            IntentEvent.CancelRequested _ ->
            throw new IllegalStateException("the chain can't bring about " + event);
      }
    }
  }

  private boolean isDueAgain(OpenIntent life, SignedTransaction tx, ChainPicture picture) {
    Long last = offeredAt.get(tx.hash());
    long pause = isPrivate(life) ? 1 : at.policy().resendBlocks();
    return last != null && picture.head().number().value() >= last + pause;
  }

  /** A cancellation that the base fee has outgrown would block the lane: it is raised. */
  private boolean raiseCancellations(OpenIntent life, ChainPicture picture)
      throws InterruptedException {
    List<Slot> outgrown =
        life.slots().stream()
            .filter(slot -> slot.included().isEmpty())
            .filter(slot -> slot.current().isCancellation())
            .filter(slot -> isOutgrown(slot.current().transaction(), picture))
            .toList();
    if (outgrown.isEmpty()) {
      return false;
    }
    Fees fees = at.chain().fees().wanting(InclusionSpeed.URGENT);
    List<UnsignedTransaction> raised =
        outgrown.stream().map(slot -> at.drafter().cancellation(slot, fees)).toList();
    return journal.record(new Observation.WithdrawalDrafted(raised), at.now())
        != Journal.Written.NOTHING;
  }

  /** Where there is no base fee, what blocks take now stands in for it. */
  private boolean isOutgrown(UnsignedTransaction transaction, ChainPicture picture) {
    FeePerGas asked =
        transaction.form() == Form.LEGACY ? at.chain().fees().nextGasPrice() : picture.baseFee();
    return transaction.maxFee().compareTo(asked) < 0;
  }

  private void offer(OpenIntent life, List<SignedTransaction> pending, ChainPicture picture)
      throws InterruptedException {
    boolean cancels = life.isWithdrawn();
    Instant start = at.now();
    List<Observation.Offered> answers =
        isPrivate(life) ? offerPrivately(life, pending, picture) : offerPublicly(pending);
    at.observer().took(IntentObserver.Step.SEND, life.id(), Duration.between(start, at.now()));
    if (!sentBefore) {
      sentBefore = true;
      at.observer()
          .took(
              IntentObserver.Step.ACCEPTED_TO_SENT,
              life.id(),
              Duration.between(journal.view().createdAt(), at.now()));
    }
    crashPoints.reach(cancels ? CrashPoint.CANCELLATION_SENT : CrashPoint.SENT, life.id());
    for (Observation.Offered answer : answers) {
      offeredAt.put(answer.hash(), picture.head().number().value());
      at.observer().offered(life.id(), answer.hash(), answer.channel(), answer.outcome());
    }
    write(answers);
    crashPoints.reach(
        cancels ? CrashPoint.CANCELLATION_SUBMITTED : CrashPoint.SUBMITTED, life.id());
  }

  /** What was answered is a fact, whatever else was written meanwhile. */
  private void write(List<Observation.Offered> answers) throws InterruptedException {
    Journal.Written written;
    do {
      List<IntentEvent> events = new ArrayList<>();
      for (Observation.Offered answer : answers) {
        events.addAll(Decider.decide(journal.state(), answer, at.now()));
      }
      written = journal.append(bounds.beside(events), List.of());
    } while (written == Journal.Written.OVERTAKEN);
  }

  private List<Observation.Offered> offerPublicly(List<SignedTransaction> pending) {
    List<Observation.Offered> answers = new ArrayList<>();
    for (SignedTransaction transaction : pending) {
      SubmissionOutcome outcome = at.chain().send(transaction);
      answers.add(new Observation.Offered(transaction.hash(), PUBLIC_CHANNEL, outcome));
    }
    return answers;
  }

  private List<Observation.Offered> offerPrivately(
      OpenIntent life, List<SignedTransaction> pending, ChainPicture picture) {
    PrivateRelay relay = at.trading().relay();
    if (relay == null) {
      at.observer().troubled(life.id(), "it is private, and the chain has no relay any more");
      return pending.stream()
          .map(tx ->
              new Observation.Offered(
                  tx.hash(), "relay", new SubmissionOutcome.Refused("there is no relay")))
          .toList();
    }
    SubmissionOutcome outcome =
        relay.send(pending, picture.head().number().next(), bundleName(life));
    return pending.stream()
        .map(tx -> new Observation.Offered(tx.hash(), relay.channel(), outcome))
        .toList();
  }

  /** The trade's bundle and the one that withdraws it have different names, known after a crash. */
  private static UUID bundleName(OpenIntent life) {
    return life.isWithdrawn()
        ? UUID.nameUUIDFromBytes((life.id() + " withdrawn").getBytes(StandardCharsets.UTF_8))
        : life.id().value();
  }

  private static boolean isPrivate(OpenIntent life) {
    return life.intent().constraints().privacy() == Privacy.PRIVATE;
  }
}
