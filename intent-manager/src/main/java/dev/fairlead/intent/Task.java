package dev.fairlead.intent;

import dev.fairlead.model.tx.SignedTransaction;
import java.time.Instant;
import java.util.List;

/** What an open intent needs next. */
sealed interface Task {
  /** Nothing before this time. */
  record AwaitWindow(Instant from) implements Task {}

  /** Find a plan at the newest block, simulate it and bind it to nonces. */
  record Prepare() implements Task {}

  /** Sign these payloads. */
  record Sign(List<Payload> payloads) implements Task {
    public Sign {
      payloads = List.copyOf(payloads);
    }
  }

  /** Bind cancellations to these nonces, which the trade may not consume any more. */
  record Withdraw(List<Slot> slots) implements Task {
    public Withdraw {
      slots = List.copyOf(slots);
    }
  }

  /** See to it that these are consumed by the chain; {@code pending} are in no block now. */
  record Follow(List<SignedTransaction> pending) implements Task {
    public Follow {
      pending = List.copyOf(pending);
    }
  }
}
