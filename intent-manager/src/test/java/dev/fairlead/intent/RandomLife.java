package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.START;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.Planned;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A life that a random world leads an intent through: any observation at any time, on a chain that
 * mines, replaces, reverts and reorganises, with the events that the deciders make of it.
 */
final class RandomLife {
  private final Random random;
  private final IntentId id;
  private final List<IntentEvent> events = new ArrayList<>();

  /** What is in a block now, by hash; at most one for each nonce, as on any chain. */
  private final Map<TxHash, Included> mined = new HashMap<>();

  private final Set<TxHash> settled = new HashSet<>();
  private IntentState state;
  private Instant now = START;
  private long height = 10;
  private int fork;

  RandomLife(long seed) {
    this(seed, Samples.ID);
  }

  RandomLife(long seed, IntentId id) {
    this.id = id;
    this.random = new Random(seed);
    ExecutionStyle style =
        random.nextInt(4) == 0 ? ExecutionStyle.IMMEDIATE : ExecutionStyle.ADAPTIVE;
    IntentEvent accepted =
        new IntentEvent.Accepted(
            id, Samples.intent(id, Samples.sell(1_000_000), style), List.of(), null);
    state = IntentState.evolve(IntentState.unborn(), accepted);
    events.add(accepted);
  }

  List<IntentEvent> events() {
    return events;
  }

  IntentState state() {
    return state;
  }

  Map<TxHash, Included> mined() {
    return mined;
  }

  Set<TxHash> settled() {
    return settled;
  }

  /** One more turn of the world; whether the intent is still open. */
  boolean turn() {
    if (!(state instanceof IntentState.Open open)) {
      return false;
    }
    if (random.nextInt(12) == 0) {
      now = now.plus(Duration.ofSeconds(random.nextInt(20)));
    }
    apply(Decider.decide(state, observation(open.life()), now));
    return state instanceof IntentState.Open;
  }

  private void apply(List<IntentEvent> next) {
    for (IntentEvent event : next) {
      state = IntentState.evolve(state, event);
      events.add(event);
    }
  }

  private Observation observation(OpenIntent life) {
    return switch (random.nextInt(10)) {
      case 0 -> new Observation.TimePassed();
      case 1 ->
          random.nextInt(8) == 0
              ? new Observation.CancelAsked("somebody")
              : new Observation.TimePassed();
      case 2 -> new Observation.PlanFailed(planned(), nothing());
      case 3 -> nothing();
      case 4 -> bounded(life);
      default -> asAsked(life);
    };
  }

  private Observation bounded(OpenIntent life) {
    return life.grounds().isEmpty()
        ? asAsked(life)
        : new Observation.BoundFound(
            1 + random.nextInt(life.grounds().size()), Samples.plan().quoted());
  }

  /** What the agenda asks for, or else the chain's next move. */
  private Observation asAsked(OpenIntent life) {
    return switch (Agenda.next(life, now)) {
      case Task.AwaitWindow _ -> new Observation.TimePassed();
      case Task.Prepare _ ->
          new Observation.PlanHeld(
              planned(),
              new Simulated(id, Samples.block(height), Samples.plan().least(), new Gas(100_000)),
              drafts());
      case Task.Sign sign ->
          new Observation.SignaturesMade(
              sign.payloads().stream().map(p -> Samples.signed(p.transaction())).toList());
      case Task.Withdraw withdraw ->
          new Observation.WithdrawalDrafted(
              withdraw.slots().stream().map(RandomLife::cancellation).toList());
      case Task.Follow follow ->
          random.nextInt(3) == 0 && !follow.pending().isEmpty()
              ? offered(follow.pending())
              : chainMoves(life);
    };
  }

  private Planned planned() {
    return new Planned(id, Samples.plan(), List.of(), null, Grounds.UNTOLD);
  }

  private Observation.NothingPossible nothing() {
    return new Observation.NothingPossible(
        Samples.block(height),
        random.nextBoolean()
            ? new Rejection.SimulationReverted("no")
            : new Rejection.NoRoute(Samples.USDC, Samples.WETH, "none"));
  }

  private List<Observation.Draft> drafts() {
    List<Observation.Draft> drafts = new ArrayList<>();
    long nonce = random.nextInt(5);
    for (int i = random.nextInt(3); i > 0; i--) {
      drafts.add(
          new Observation.Draft(
              TransactionRole.APPROVAL, Samples.unsigned(TransactionRole.APPROVAL, nonce++, 8)));
    }
    drafts.add(
        new Observation.Draft(
            TransactionRole.TRADE, Samples.unsigned(TransactionRole.TRADE, nonce, 8)));
    return drafts;
  }

  private static UnsignedTransaction cancellation(Slot slot) {
    FeePerGas tip = slot.current().transaction().maxPriorityFee();
    return Samples.unsigned(
        TransactionRole.CANCELLATION, slot.nonce().value(), tip.wei().toLongExact() * 2);
  }

  private Observation offered(List<SignedTransaction> pending) {
    SignedTransaction one = pending.get(random.nextInt(pending.size()));
    SubmissionOutcome outcome =
        switch (random.nextInt(3)) {
          case 0 -> new SubmissionOutcome.Sent();
          case 1 -> new SubmissionOutcome.Refused("underpriced");
          default -> new SubmissionOutcome.Unknown("timeout");
        };
    return new Observation.Offered(one.hash(), "public", outcome);
  }

  private Observation chainMoves(OpenIntent life) {
    height++;
    switch (random.nextInt(4)) {
      case 0 -> reorganise();
      case 1 -> settled.addAll(mined.keySet());
      default -> mine(life);
    }
    return new Observation.ChainSeen(mined, settled, Set.of());
  }

  /** Takes back the transactions above some height that is not final. */
  private void reorganise() {
    fork++;
    long from = height - random.nextInt(4);
    mined.values().removeIf(i -> !settled.contains(i.hash()) && i.block().number().value() >= from);
  }

  /** Any of the signed payloads may win its nonce, in the order of nonces. */
  private void mine(OpenIntent life) {
    BlockRef block = Samples.block(height, fork);
    for (Slot slot : life.slots()) {
      boolean taken =
          slot.payloads().stream()
              .anyMatch(p -> p.signed() != null && mined.containsKey(p.signed().hash()));
      if (taken) {
        continue;
      }
      List<Payload> signed = slot.payloads().stream().filter(p -> p.signed() != null).toList();
      if (signed.isEmpty() || random.nextInt(3) == 0) {
        return;
      }
      Payload winner = signed.get(random.nextInt(signed.size()));
      if (winner.signed() != null) {
        mined.put(
            winner.signed().hash(),
            named(Samples.included(winner.role(), winner.signed(), block, random.nextInt(4) != 0)));
      }
    }
  }

  /** The nonces that the intent holds. */
  static List<Nonce> nonces(OpenIntent life) {
    return life.slots().stream().map(Slot::nonce).toList();
  }

  private Included named(Included sample) {
    return new Included(
        id,
        sample.role(),
        sample.hash(),
        sample.block(),
        sample.succeeded(),
        sample.gasUsed(),
        sample.gasPrice(),
        sample.sold(),
        sample.bought(),
        sample.settlement(),
        sample.limits());
  }
}
