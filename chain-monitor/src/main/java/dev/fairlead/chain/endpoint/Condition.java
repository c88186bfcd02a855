package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * The state of one endpoint, and what moves it. Calls and probes tell what they saw; a quarantined
 * endpoint comes back only by {@link #PROOFS} good probes in a row. Safe for use by many threads.
 */
final class Condition {
  /** Failures in a row until it counts as unreachable. */
  static final int PATIENCE = 2;

  /** Disproved answers within {@link #MEMORY} until it counts as lying; one may be too early. */
  static final int DISPROOFS = 3;

  static final Duration MEMORY = Duration.ofMinutes(1);

  /** Good probes in a row that end a quarantine. */
  static final int PROOFS = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE = 6;

  private final LongSupplier nanoTime;
  private final Duration quarantine;
  private final Listener listener;
  private EndpointState state = EndpointState.HEALTHY;
  private String reason = "";
  private long since;
  private long pausedUntil;
  private int pauses;
  private int failures;
  private final ArrayDeque<Long> disproofs = new ArrayDeque<>();
  private int proofs;

  /** Told of each change, by the thread that caused it. */
  @FunctionalInterface
  interface Listener {
    void changed(EndpointState state, String reason);
  }

  Condition(LongSupplier nanoTime, Duration quarantine, Listener listener) {
    this.nanoTime = nanoTime;
    this.quarantine = quarantine;
    this.listener = listener;
    this.since = nanoTime.getAsLong();
  }

  synchronized EndpointState state() {
    return state;
  }

  synchronized String reason() {
    return reason;
  }

  synchronized Duration since() {
    return Duration.ofNanos(nanoTime.getAsLong() - since);
  }

  /** Whether it asked for a pause that is not over. */
  synchronized boolean isPausing() {
    return state == EndpointState.RATE_LIMITED && pausedUntil - nanoTime.getAsLong() > 0;
  }

  /** A call gave an answer, true or not. */
  synchronized void answered() {
    failures = 0;
    if (state == EndpointState.UNREACHABLE) {
      enter(EndpointState.HEALTHY, "it answers again");
    }
  }

  synchronized void failed(Fault fault, String why) {
    proofs = 0;
    switch (fault) {
      case NO_ANSWER -> {
        failures++;
        if (failures >= PATIENCE && !state.isQuarantined()) {
          enter(EndpointState.UNREACHABLE, why);
        }
      }
      case RATE_LIMITED -> limited(why);
      case DISPROVED -> {
        long now = nanoTime.getAsLong();
        disproofs.removeIf(then -> now - then > MEMORY.toNanos());
        disproofs.add(now);
        if (disproofs.size() >= DISPROOFS) {
          condemn(EndpointState.LYING, why);
        }
      }
      case WRONG_CHAIN -> condemn(EndpointState.WRONG_CHAIN, why);
      case NOT_ASKED, UNPROVEN, DISAGREED -> {}
    }
  }

  private void limited(String why) {
    if (state.isQuarantined() || isPausing()) {
      return;
    }
    long pause = FIRST_PAUSE.toNanos() << Math.min(pauses++, LONGEST_PAUSE);
    pausedUntil = nanoTime.getAsLong() + pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    enter(EndpointState.RATE_LIMITED, why);
  }

  /** Puts it into quarantine, or its quarantine begins anew. */
  synchronized void condemn(EndpointState quarantined, String why) {
    proofs = 0;
    if (state != EndpointState.LYING || quarantined == EndpointState.LYING) {
      enter(quarantined, why);
    }
  }

  /** A probe found it in order. */
  synchronized void sound() {
    failures = 0;
    switch (state) {
      case HEALTHY -> pauses = 0;
      case SYNCING, BEHIND, UNREACHABLE -> enter(EndpointState.HEALTHY, "it was looked at");
      case RATE_LIMITED -> {
        if (!isPausing()) {
          enter(EndpointState.HEALTHY, "it was looked at");
        }
      }
      case WRONG_CHAIN, FORKED, LYING -> {
        proofs++;
        boolean served =
            state != EndpointState.LYING || nanoTime.getAsLong() - since >= quarantine.toNanos();
        if (proofs >= PROOFS && served) {
          disproofs.clear();
          enter(EndpointState.HEALTHY, "it was found in order " + proofs + " times in a row");
        }
      }
    }
  }

  /** A probe found it {@code SYNCING} or {@code BEHIND}. */
  synchronized void late(EndpointState late, String why) {
    failures = 0;
    proofs = 0;
    if (!state.isQuarantined() && !isPausing()) {
      enter(late, why);
    }
  }

  private void enter(EndpointState next, String why) {
    boolean other = next != state;
    reason = why;
    if (other || next.isQuarantined()) {
      since = nanoTime.getAsLong();
    }
    state = next;
    if (other) {
      listener.changed(next, why);
    }
  }
}
