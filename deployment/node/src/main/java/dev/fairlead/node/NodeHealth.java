package dev.fairlead.node;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.LogCondition;
import dev.fairlead.event.Projections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a node at a moment, in sentences for the person who must do something about
 * it.
 *
 * @param chains what is wrong with each chain that something is wrong with
 * @param degraded why the log is on plain PostgreSQL; null when it is not
 */
record NodeHealth(
    LogCondition log,
    List<Projections.State> projections,
    List<String> chains,
    @Nullable String degraded,
    Instant now) {
  /** An anchor may be silent for so long before somebody should look. */
  static final Duration SILENCE = Duration.ofMinutes(5);

  NodeHealth {
    projections = List.copyOf(projections);
    chains = List.copyOf(chains);
  }

  /** With any of these the node is not well. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    if (log.halted() != null) {
      troubles.add("halted: this node appends no more: " + log.halted());
    }
    if (log.unsigned() != null) {
      troubles.add("no checkpoint of the log can be taken: " + log.unsigned());
    }
    log.anchors().forEach(anchor -> addTrouble(anchor, troubles));
    for (Projections.State state : projections) {
      if (state.stopped() != null) {
        troubles.add(
            "projection %s has stopped after position %s: %s; see fairlead events rebuild"
                .formatted(state.name(), state.position(), state.stopped()));
      }
    }
    troubles.addAll(chains);
    return troubles;
  }

  private void addTrouble(AnchorCondition anchor, List<String> troubles) {
    Instant since = anchor.silentSince();
    if (anchor.state() == State.DIVERGED) {
      troubles.add("anchor %s: %s".formatted(anchor.anchor(), anchor.detail()));
    } else if (since != null && !now.isBefore(since.plus(SILENCE))) {
      troubles.add(
          "anchor %s has not answered since %s; %s"
              .formatted(
                  anchor.anchor(),
                  since,
                  anchor.state() == State.UNHEARD
                      ? "the log was not compared with it yet"
                      : "checkpoints wait for it"));
    }
  }

  /** The troubles, and what a production node must not lack though it is well without. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (degraded != null) {
      warnings.add("degraded: no TimescaleDB: " + degraded);
    }
    for (AnchorCondition anchor : log.anchors()) {
      switch (anchor.state()) {
        case MISSING ->
            warnings.add(
                "anchor %s is missing: %s; unless it is new, find out who took its checkpoints away"
                    .formatted(anchor.anchor(), anchor.detail()));
        case WRITE_ONLY ->
            warnings.add(
                "anchor %s is never compared with the log: %s"
                    .formatted(anchor.anchor(), anchor.detail()));
        case UNHEARD, AGREES, DIVERGED -> {}
      }
    }
    warnings.addAll(troubles());
    return warnings;
  }
}
