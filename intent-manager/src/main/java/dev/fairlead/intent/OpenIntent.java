package dev.fairlead.intent;

import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent.CancelRequested;
import dev.fairlead.model.intent.IntentEvent.Deferred;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.PlanBounded;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.TransactionRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An intent that was recorded, with what was planned, assigned, signed, sent and seen of it.
 *
 * <p>{@code grounds} are those of all plans that were ever made, in their order. {@code slots} are
 * the nonces that it holds, ascending and without a gap; from the first of them on, it ends only
 * when the chain has consumed them all.
 */
public record OpenIntent(
    Intent intent,
    List<RiskCheck> checks,
    List<Grounds> grounds,
    @Nullable Plan plan,
    @Nullable Simulated simulation,
    @Nullable Deferred deferral,
    List<Slot> slots,
    @Nullable CancelRequested cancellation) {
  public OpenIntent {
    checks = List.copyOf(checks);
    grounds = List.copyOf(grounds);
    slots = List.copyOf(slots);
  }

  static OpenIntent of(Intent intent, List<RiskCheck> checks) {
    return new OpenIntent(intent, checks, List.of(), null, null, null, List.of(), null);
  }

  public IntentId id() {
    return intent.id();
  }

  /** All transactions, by nonce and then by age. */
  public Stream<Payload> payloads() {
    return slots.stream().flatMap(slot -> slot.payloads().stream());
  }

  /** All transactions that are in a block now. */
  public Stream<Included> inclusions() {
    return payloads().map(Payload::inclusion).flatMap(Stream::ofNullable);
  }

  /** The trade's inclusion, when the trade is in a block now. */
  public Optional<Included> tradeInclusion() {
    return inclusions().filter(i -> i.role() == TransactionRole.TRADE).findFirst();
  }

  Optional<Payload> payload(TxHash hash) {
    return payloads().filter(payload -> payload.hasHash(hash)).findFirst();
  }

  /** The fees of all of its transactions that are in blocks now. */
  public Wei fee() {
    return inclusions().map(Included::fee).reduce(Wei.ZERO, Wei::plus);
  }

  /**
   * The plan that its payloads carry out.
   *
   * @throws IllegalStateException if there is none
   */
  Plan carriedOut() {
    if (plan == null) {
      throw new IllegalStateException("a payload without a plan");
    }
    return plan;
  }

  boolean isPastDeadline(Instant now) {
    return !now.isBefore(intent.constraints().window().deadline());
  }

  boolean isWithdrawn() {
    return slots.stream().anyMatch(slot -> slot.current().isCancellation());
  }

  public IntentStatus status() {
    if (tradeInclusion().isPresent()) {
      return IntentStatus.INCLUDED;
    }
    if (cancellation != null || isWithdrawn()) {
      return IntentStatus.CANCELLING;
    }
    if (payloads().anyMatch(payload -> !payload.submissions().isEmpty())) {
      return IntentStatus.SUBMITTED;
    }
    if (!slots.isEmpty() && slots.stream().allMatch(slot -> slot.current().signed() != null)) {
      return IntentStatus.SIGNED;
    }
    if (simulation != null) {
      return IntentStatus.SIMULATED;
    }
    return plan != null ? IntentStatus.PLANNED : IntentStatus.ACCEPTED;
  }

  /** Whether it is known what no plan could have got in place of this one, counted from 1. */
  boolean isBounded(int number) {
    return grounds.get(number - 1).bound() instanceof PlanBound.AtMost;
  }

  OpenIntent planned(Plan next, Grounds why) {
    List<Grounds> more = new ArrayList<>(grounds);
    more.add(why);
    return new OpenIntent(intent, checks, more, next, null, null, slots, cancellation);
  }

  OpenIntent deferred(Deferred next) {
    return new OpenIntent(intent, checks, grounds, null, null, next, slots, cancellation);
  }

  OpenIntent simulated(Simulated next) {
    return new OpenIntent(intent, checks, grounds, plan, next, deferral, slots, cancellation);
  }

  OpenIntent withSlots(List<Slot> next) {
    return new OpenIntent(intent, checks, grounds, plan, simulation, deferral, next, cancellation);
  }

  OpenIntent cancelled(CancelRequested next) {
    return new OpenIntent(intent, checks, grounds, plan, simulation, deferral, slots, next);
  }

  OpenIntent bounded(PlanBounded event) {
    List<Grounds> told = new ArrayList<>(grounds);
    told.set(event.plan() - 1, told.get(event.plan() - 1).with(new PlanBound.AtMost(event.most())));
    return new OpenIntent(intent, checks, told, plan, simulation, deferral, slots, cancellation);
  }
}
