package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogCondition;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.LogEvidence;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.Subtrees;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes checkpoints as the log grows and has them brought to the anchors, each by a thread of its
 * own, so that one that hangs holds up nothing else.
 */
final class PostgresLogEvidence implements LogEvidence, AutoCloseable {
  private static final long CLOSE_SECONDS = 15;

  /** The tree follows in small steps: what is soon over holds up no commit. */
  private static final Duration STEP = Duration.ofMillis(50);

  private final String node;
  private final LogReader reader;
  private final TreeFollower follower;
  private final Prover prover;
  private final CheckpointTable table;
  private final Halt halt;
  private final CheckpointSigner signer;
  private final EventStoreObserver observer;
  private final EvidenceSettings settings;
  private final List<AnchorFeed> feeds = new ArrayList<>();
  private final OutboxThinning thinning;
  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private Optional<Checkpoint> last = Optional.empty();
  private volatile boolean started;
  private volatile @Nullable String unsigned;

  PostgresLogEvidence(
      String node,
      LogReader reader,
      TreeFollower follower,
      Subtrees subtrees,
      CheckpointTable table,
      Halt halt,
      CheckpointSigner signer,
      InstantSource clock,
      EventStoreObserver observer,
      EvidenceSettings settings) {
    this.node = node;
    this.reader = reader;
    this.follower = follower;
    this.table = table;
    this.halt = halt;
    this.signer = signer;
    this.prover = new Prover(reader, follower, subtrees, halt, signer);
    this.observer = observer;
    this.settings = settings;
    AnchorCheck check = new AnchorCheck(reader, follower, subtrees);
    settings
        .anchors()
        .forEach(anchor ->
            feeds.add(
                new AnchorFeed(
                    node, anchor, table, check, settings.trustedKeys(), halt, clock, observer)));
    this.thinning = new OutboxThinning(node, table, feeds, clock, observer);
  }

  /**
   * Compares the anchors with the database, before this node writes.
   *
   * @throws LogDiverged when one vouches for another log
   */
  void refuseDiverged() {
    feeds.forEach(AnchorFeed::begin);
  }

  /** Begins to follow the log. */
  void start() {
    started = true;
    ScheduledExecutorService checkpoints = thread("log-checkpoints");
    every(STEP, checkpoints, this::keepTreeUp);
    every(settings.interval(), checkpoints, this::keepUp);
    feeds.forEach(feed -> every(settings.interval(), thread("log-anchor"), feed::deliver));
  }

  private ScheduledExecutorService thread(String name) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    threads.add(thread);
    return thread;
  }

  /** A task that tells of its own failures. */
  private static void every(Duration interval, ScheduledExecutorService thread, Runnable task) {
    long millis = interval.toMillis();
    Future<?> _ = thread.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** What is in the way of it the next checkpoint tells. */
  private void keepTreeUp() {
    if (halt.reason().isEmpty()) {
      try {
        follower.keepUp();
      } catch (RuntimeException theNextCheckpointMeetsItToo) {
        return;
      }
    }
  }

  private void keepUp() {
    tick();
    if (halt.reason().isEmpty()) {
      thinning.runIfDue();
    }
  }

  private void tick() {
    if (halt.reason().isEmpty()) {
      try {
        advance();
      } catch (RuntimeException e) {
        observer.checkpointFailed(e);
      }
    }
  }

  @Override
  public Optional<Checkpoint> checkpoint() {
    Optional<Checkpoint> newest = advance();
    feeds.forEach(AnchorFeed::deliver);
    return newest;
  }

  private synchronized Optional<Checkpoint> advance() {
    halt.refuseIfStopped();
    try {
      Head head = reader.head();
      refuseOtherThanLast(head);
      if (head.position() > last.map(Checkpoint::size).orElse(0L)) {
        TreeFollower.State state = follower.follow(head.position());
        Checkpoint taken =
            signer.sign(head.logId(), state.size(), state.frontier().copy().root(), state.head());
        table.keep(node, taken);
        last = Optional.of(taken);
        observer.checkpointed(taken);
      }
      unsigned = null;
      observer.covered(new LogPosition(head.position()));
      return last;
    } catch (LogDiverged e) {
      unsigned = e.getMessage();
      halt.stop(e);
      throw e;
    } catch (RuntimeException e) {
      unsigned = e.toString();
      throw e;
    }
  }

  /** What grew since is checked against it by the tree; what did not grow is checked here. */
  private void refuseOtherThanLast(Head head) {
    if (last.isEmpty()) {
      return;
    }
    Checkpoint signed = last.get();
    String said = "its checkpoint of %d events at %s".formatted(signed.size(), signed.time());
    if (!head.logId().equals(signed.log())) {
      throw new LogDiverged(
          Difference.ANOTHER_LOG, "this node", said + " is of another log than the database's.");
    }
    if (head.position() < signed.size()) {
      throw new LogDiverged(
          Difference.WENT_BACKWARDS,
          "this node",
          "%s is longer than the database's log, which ends at position %d."
              .formatted(said, head.position()));
    }
    if (head.position() == signed.size()
        && !HexFormat.of().formatHex(head.hash()).equals(signed.head())) {
      throw new LogDiverged(
          Difference.REWRITTEN,
          "this node",
          said + " has another hash than the database's last event.");
    }
  }

  @Override
  public Proof.Inclusion inclusion(LogPosition position, long size) {
    return prover.inclusion(position.value(), size);
  }

  @Override
  public Proof.Consistency consistency(long from, long to) {
    return prover.consistency(from, to);
  }

  @Override
  public Checkpoint at(long size) {
    return prover.at(size);
  }

  @Override
  public LogCondition condition() {
    return new LogCondition(
        halt.reason().orElse(null), unsigned, feeds.stream().map(AnchorFeed::condition).toList());
  }

  /** Takes a last checkpoint and offers it once, unless the log was out of reach anyway. */
  @Override
  public void close() {
    stop();
    if (started && !feeds.isEmpty() && unsigned == null && halt.reason().isEmpty()) {
      tick();
      feeds.forEach(AnchorFeed::deliver);
    }
  }

  private void stop() {
    threads.forEach(ScheduledExecutorService::shutdown);
    boolean interrupted = false;
    for (ScheduledExecutorService thread : threads) {
      try {
        if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
          thread.shutdownNow();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        thread.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
