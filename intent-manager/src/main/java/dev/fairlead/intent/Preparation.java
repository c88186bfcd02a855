package dev.fairlead.intent;

import dev.fairlead.chain.Fees;
import dev.fairlead.event.Claim;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentEvent.Planned;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.venue.Market;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings an intent from "accepted" to "bound to nonces": plan, simulation, assignment, all at the
 * newest block. One attempt a block; what fails is tried again at the next.
 */
final class Preparation {
  private final Workplace at;
  private final Journal journal;
  private final LateBounds bounds;
  private final CrashPoints crashPoints;
  private @Nullable BlockRef tried;
  private boolean claimTaken;

  Preparation(Workplace at, Journal journal, LateBounds bounds) {
    this.at = at;
    this.journal = journal;
    this.bounds = bounds;
    this.crashPoints = at.around().crashPoints();
  }

  /** Makes one attempt; whether there was one to make, the newest block not having been tried. */
  boolean attempt(OpenIntent life) throws InterruptedException {
    ChainPicture picture = at.watch().picture();
    if (picture.head().equals(tried)) {
      return false;
    }
    claimTaken = false;
    attempt(life, picture);
    tried = claimTaken ? null : picture.head();
    return true;
  }

  private void attempt(OpenIntent life, ChainPicture picture) throws InterruptedException {
    String halted = picture.halted() == null ? at.lane().unreadable() : picture.halted();
    if (halted != null) {
      fail(
          new Observation.NothingPossible(
              picture.head(), new Rejection.Halted(at.chain().id(), halted)));
      return;
    }
    Market market =
        at.trading().market().await(picture.head().number(), at.policy().marketPatience());
    Fees fees = at.fees(life.intent());
    Instant start = at.now();
    Planner.Outcome outcome = at.plan(life.intent(), market, fees);
    at.observer().took(IntentObserver.Step.ROUTE, life.id(), Duration.between(start, at.now()));
    switch (outcome) {
      case Planner.Outcome.NotFound none ->
          fail(
              new Observation.NothingPossible(
                  market.block(), none.reason(), none.considered(), none.gas()));
      case Planner.Outcome.Found found -> {
        crashPoints.reach(CrashPoint.PLANNED, life.id());
        tryOut(life, found, market, fees);
      }
    }
  }

  private void tryOut(OpenIntent life, Planner.Outcome.Found found, Market market, Fees fees)
      throws InterruptedException {
    int before = plans();
    Ceilings.Question bound = at.ceilings().ask(found.plan(), market);
    try {
      Rehearsal.Tried tried = rehearse(life, found.plan(), market);
      conclude(tried, new Grounded(life, found, tried.plan(), bound), fees);
    } finally {
      if (plans() > before) {
        bounds.await(plans(), bound);
      } else {
        bound.close();
      }
    }
  }

  private int plans() {
    return journal.state().details().grounds().size();
  }

  /** Trying changes nothing, so the plan is written with what came of it, in one commit. */
  private void conclude(Rehearsal.Tried tried, Grounded plan, Fees fees)
      throws InterruptedException {
    switch (tried.rehearsed()) {
      case Rehearsed.NotHeld notHeld -> fail(plan, notHeld.at(), notHeld.reason());
      case Rehearsed.Held held -> {
        crashPoints.reach(CrashPoint.SIMULATED, plan.life().id());
        Optional<Rejection> tooCostly = bind(plan, held, fees);
        if (tooCostly.isPresent()) {
          fail(plan, held.at(), tooCostly.get());
        }
        crashPoints.reach(CrashPoint.ASSIGNED, plan.life().id());
      }
    }
  }

  /** A plan that was tried out, with its bound as far as it is known when it is to be written. */
  private record Grounded(
      OpenIntent life, Planner.Outcome.Found found, Plan plan, Ceilings.Question bound) {
    Planned planned(Duration patience) throws InterruptedException {
      return new Planned(
          life.id(),
          plan,
          found.considered(),
          found.gas(),
          found.grounds().with(bound.within(patience)));
    }

    /** An intent that ends with it is in no hurry; one that is planned anew is. */
    Planned failed() throws InterruptedException {
      return planned(
          life.intent().constraints().style() == ExecutionStyle.IMMEDIATE
              ? Ceilings.PATIENCE
              : Duration.ZERO);
    }
  }

  private Rehearsal.Tried rehearse(OpenIntent life, Plan plan, Market market)
      throws InterruptedException {
    Instant start = at.now();
    Rehearsal.Tried tried =
        at.rehearsal().run(life.intent(), plan, market, at.watch().picture().head());
    at.observer().took(IntentObserver.Step.SIMULATE, life.id(), Duration.between(start, at.now()));
    return tried;
  }

  /**
   * Takes the nonces: the claims and what they are for are written under the lane's lock. Why there
   * is no taking them, if there is not.
   */
  private Optional<Rejection> bind(Grounded plan, Rehearsed.Held held, Fees fees)
      throws InterruptedException {
    OpenIntent life = plan.life();
    Token sold = life.intent().trade().sell();
    Lane lane = at.lane();
    lane.enter();
    boolean known = false;
    try {
      boolean withApprovals =
          !sold.isCoin() && (!held.allowed() || lane.sellsMeanwhile(sold, life.id()));
      if (withApprovals && held.approvals().isEmpty()) {
        known = true;
        return Optional.empty();
      }
      Nonce first = lane.next(at.watch().picture().head());
      switch (draft(life, held, withApprovals, first, fees)) {
        case Drafter.Outcome.TooCostly tooCostly -> {
          known = true;
          return Optional.of(tooCostly.reason());
        }
        case Drafter.Outcome.Drafted drafted -> {
          Simulated simulated =
              new Simulated(life.id(), held.at(), held.bought(), gasUsed(held, withApprovals));
          List<IntentEvent> events =
              Decider.decide(
                  journal.state(),
                  new Observation.PlanHeld(
                      plan.planned(Duration.ZERO), simulated, drafted.drafts()),
                  at.now());
          List<Claim> claims = claims(events);
          Journal.Written written = journal.append(events, claims);
          if (written == Journal.Written.DURABLE && !claims.isEmpty()) {
            lane.claimed(drafted.drafts().getLast().transaction().nonce(), life.id(), sold);
          } else if (written == Journal.Written.CLAIM_TAKEN) {
            lane.outdated();
            claimTaken = true;
          }
        }
      }
      known = true;
    } finally {
      if (!known) {
        lane.outdated();
      }
      lane.leave();
    }
    return Optional.empty();
  }

  private Drafter.Outcome draft(
      OpenIntent life, Rehearsed.Held held, boolean withApprovals, Nonce first, Fees fees) {
    return at.drafter()
        .trade(held, withApprovals, first, fees, life.intent().constraints().maxGasCost());
  }

  private List<Claim> claims(List<IntentEvent> events) {
    List<Claim> claims = new ArrayList<>();
    for (IntentEvent event : events) {
      if (event instanceof Assigned assigned) {
        claims.add(
            new Claim.AccountNonce(
                at.chain().id(), at.account(), assigned.transaction().nonce(), event.id()));
      }
    }
    return claims;
  }

  private static Gas gasUsed(Rehearsed.Held held, boolean withApprovals) {
    return withApprovals
        ? held.approvals().stream().map(Rehearsed.Approval::gas).reduce(held.tradeGas(), Gas::plus)
        : held.tradeGas();
  }

  private void fail(Grounded plan, BlockRef block, Rejection reason) throws InterruptedException {
    fail(new Observation.PlanFailed(plan.failed(), new Observation.NothingPossible(block, reason)));
  }

  private void fail(Observation failure) throws InterruptedException {
    if (journal.record(failure, at.now()) == Journal.Written.DURABLE) {
      crashPoints.reach(CrashPoint.DEFERRED, journal.state().intent().id());
    }
  }
}
