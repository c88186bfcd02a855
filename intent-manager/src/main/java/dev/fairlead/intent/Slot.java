package dev.fairlead.intent;

import dev.fairlead.model.Nonce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One nonce that is bound to an intent, and everything that was ever meant to consume it, oldest
 * first. The chain takes at most one of them.
 */
public record Slot(Nonce nonce, List<Payload> payloads) {
  public Slot {
    payloads = List.copyOf(payloads);
    if (payloads.isEmpty()) {
      throw new IllegalArgumentException("a slot holds at least one payload");
    }
  }

  /** What is meant to consume the nonce now. */
  public Payload current() {
    return payloads.getLast();
  }

  /** What did consume it, as far as the chain is known. */
  public Optional<Payload> included() {
    return payloads.stream().filter(payload -> payload.inclusion() != null).findFirst();
  }

  Slot with(Payload replacement) {
    List<Payload> longer = new ArrayList<>(payloads);
    longer.add(replacement);
    return new Slot(nonce, longer);
  }

  Slot replacing(int index, Payload payload) {
    List<Payload> changed = new ArrayList<>(payloads);
    changed.set(index, payload);
    return new Slot(nonce, changed);
  }
}
