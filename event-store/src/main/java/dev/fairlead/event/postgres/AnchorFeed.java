package dev.fairlead.event.postgres;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.WriteOnlyAnchor;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings one anchor the checkpoints that it lacks, in order. Before the first, and again after each
 * silence, what it holds is compared with the log. One that can't tell what it holds, or holds
 * nothing, begins with the newest; all others, and after an outage, get every one. One with a pace
 * gets the newest alone, whenever one is due. Where some keys alone are trusted, checkpoints of
 * others are passed over. For one thread at a time, which waits for the anchor.
 */
final class AnchorFeed {
  private static final int PAGE = 200;

  private final String node;
  private final CheckpointAnchor anchor;
  private final CheckpointTable table;
  private final AnchorCheck check;
  private final Set<String> trusted;
  private final Halt halt;
  private final InstantSource clock;
  private final EventStoreObserver observer;
  private volatile Optional<Long> held = Optional.empty();
  private volatile boolean compared;
  private Instant heldTime = Instant.EPOCH;
  private int failures;
  private volatile AnchorCondition condition;

  AnchorFeed(
      String node,
      CheckpointAnchor anchor,
      CheckpointTable table,
      AnchorCheck check,
      Set<String> trusted,
      Halt halt,
      InstantSource clock,
      EventStoreObserver observer) {
    this.node = node;
    this.anchor = anchor;
    this.table = table;
    this.check = check;
    this.trusted = trusted;
    this.halt = halt;
    this.clock = clock;
    this.observer = observer;
    this.condition =
        new AnchorCondition(anchor.name(), State.UNHEARD, "it has not answered yet", null);
  }

  /** How the anchor stands to the log; for any thread. */
  AnchorCondition condition() {
    return condition;
  }

  /** Up to here it holds all checkpoints of this node; none when not known. For any thread. */
  Optional<Long> held() {
    return compared ? held : Optional.empty();
  }

  /**
   * The look at the anchor before a node writes. One that does not answer holds nothing up: it is
   * compared when it does.
   *
   * @throws LogDiverged when it vouches for another log than the database holds
   */
  synchronized void begin() {
    observer.anchorTurned(condition);
    try {
      compare();
    } catch (IOException e) {
      failed(e);
    } catch (LogDiverged e) {
      diverged(e);
      throw e;
    }
  }

  /** Delivers what waits, until the anchor or the database fails; nothing once it has diverged. */
  synchronized void deliver() {
    if (condition.state() == State.DIVERGED || halt.reason().isPresent()) {
      return;
    }
    try {
      if (!compared) {
        compare();
      }
      bringWhatWaits();
      observer.anchorLag(anchor.name(), Duration.ZERO);
    } catch (LogDiverged e) {
      diverged(e);
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private void bringWhatWaits() throws IOException {
    if (!anchor.pace().isZero()) {
      bringNewestWhenDue();
      return;
    }
    List<Checkpoint> waiting = table.after(node, held.orElse(0L), PAGE);
    while (!waiting.isEmpty()) {
      for (Checkpoint checkpoint : waiting) {
        bring(checkpoint);
      }
      waiting = table.after(node, held.orElse(0L), PAGE);
    }
  }

  private void bringNewestWhenDue() throws IOException {
    Optional<Checkpoint> newest = table.last(node);
    if (newest.isPresent()
        && newest.get().size() > held.orElse(0L)
        && !newest.get().time().isBefore(heldTime.plus(anchor.pace()))) {
      bring(newest.get());
    }
  }

  private void bring(Checkpoint checkpoint) throws IOException {
    anchor.write(checkpoint);
    held = Optional.of(checkpoint.size());
    heldTime = checkpoint.time();
    failures = 0;
    observer.anchored(anchor.name(), checkpoint);
  }

  private void compare() throws IOException {
    try {
      Optional<Checkpoint> last = lastTrusted();
      if (last.isPresent()) {
        check.refuseDiverged(anchor.name(), last.get());
        held = Optional.of(last.get().size());
        heldTime = last.get().time();
        answered(State.AGREES, "");
      } else {
        holdsNothing();
      }
    } catch (WriteOnlyAnchor e) {
      held = held.or(() -> Optional.of(beforeNewest()));
      answered(State.WRITE_ONLY, String.valueOf(e.getMessage()));
    }
    compared = true;
  }

  /** Where some keys alone are trusted, what others left there says nothing of this log. */
  private Optional<Checkpoint> lastTrusted() throws IOException {
    Optional<Checkpoint> last = anchor.last();
    if (last.isEmpty() || trusts(last.get())) {
      return last;
    }
    return anchor.all().stream()
        .filter(this::trusts)
        .max(Comparator.comparingLong(Checkpoint::size));
  }

  private boolean trusts(Checkpoint checkpoint) {
    return trusted.isEmpty() || (trusted.contains(checkpoint.publicKey()) && checkpoint.isSigned());
  }

  private void holdsNothing() {
    Optional<Checkpoint> newest = table.last(node);
    if (newest.isPresent()) {
      answered(
          State.MISSING,
          "it holds nothing, though checkpoints up to %d events were taken; it begins anew with the newest"
              .formatted(newest.get().size()));
    } else {
      answered(State.AGREES, "");
    }
    held = Optional.of(beforeNewest());
  }

  private long beforeNewest() {
    return table.last(node).map(newest -> newest.size() - 1).orElse(0L);
  }

  /** That everything was gone once is not forgotten because it holds something again. */
  private void answered(State state, String detail) {
    boolean missing = condition.state() == State.MISSING;
    turn(missing ? State.MISSING : state, missing ? condition.detail() : detail, null);
  }

  private void diverged(LogDiverged e) {
    turn(State.DIVERGED, String.valueOf(e.getMessage()), null);
    halt.stop(e);
  }

  private void failed(Exception e) {
    failures++;
    compared = false;
    Instant since = condition.silentSince();
    turn(condition.state(), condition.detail(), since == null ? clock.instant() : since);
    observer.anchorFailed(anchor.name(), failures, e);
    reportLag();
  }

  private void turn(State state, String detail, @Nullable Instant silentSince) {
    AnchorCondition now = new AnchorCondition(anchor.name(), state, detail, silentSince);
    if (!now.equals(condition)) {
      condition = now;
      observer.anchorTurned(now);
    }
  }

  private Instant dueAt(Instant taken) {
    Instant due = heldTime.plus(anchor.pace());
    return due.isAfter(taken) ? due : taken;
  }

  private void reportLag() {
    try {
      Optional<Checkpoint> oldest = table.after(node, held.orElse(0L), 1).stream().findFirst();
      oldest.ifPresent(waiting ->
          observer.anchorLag(
              anchor.name(), Duration.between(dueAt(waiting.time()), clock.instant())));
    } catch (EventStoreException e) {
      observer.databaseFailed("reading checkpoints", failures, e);
    }
  }
}
