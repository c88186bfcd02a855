package dev.fairlead.intent;

import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes next in an open intent's life: a pure function of its state and the time, so that a
 * node that was killed goes on exactly where the log ends.
 */
final class Agenda {
  private Agenda() {}

  static Task next(OpenIntent life, Instant now) {
    if (life.slots().isEmpty()) {
      Instant notBefore = life.intent().constraints().window().notBefore();
      return now.isBefore(notBefore) ? new Task.AwaitWindow(notBefore) : new Task.Prepare();
    }
    if (isToBeWithdrawn(life, now)) {
      List<Slot> open =
          life.slots().stream()
              .filter(slot -> slot.included().isEmpty() && !slot.current().isCancellation())
              .toList();
      if (!open.isEmpty()) {
        return new Task.Withdraw(open);
      }
    }
    List<Payload> unsigned =
        life.slots().stream()
            .filter(slot -> slot.included().isEmpty())
            .map(Slot::current)
            .filter(payload -> payload.signed() == null)
            .toList();
    if (!unsigned.isEmpty()) {
      return new Task.Sign(unsigned);
    }
    List<SignedTransaction> pending = new ArrayList<>();
    for (Slot slot : life.slots()) {
      SignedTransaction signed = slot.current().signed();
      if (slot.included().isEmpty() && signed != null) {
        pending.add(signed);
      }
    }
    return new Task.Follow(pending);
  }

  /**
   * Whether the trade is no longer wanted: it was cancelled, its time is over, or its approval
   * reverted. A trade that is in a block is past that question, unless the block is retracted.
   */
  private static boolean isToBeWithdrawn(OpenIntent life, Instant now) {
    if (life.tradeInclusion().isPresent()) {
      return false;
    }
    return life.cancellation() != null
        || life.isPastDeadline(now)
        || life.isWithdrawn()
        || life.inclusions().anyMatch(i -> i.role() == TransactionRole.APPROVAL && !i.succeeded());
  }
}
