package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.EVENT;

import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.proof.Frontier;
import dev.fairlead.event.proof.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree follow the log, away from the appends: takes the hashes of what is new from the
 * tail, or from the database what is not in it any more, refuses what does not follow the event
 * before it, and keeps the nodes that became complete. What it holds in memory is made again from
 * the stored nodes after a start. Safe for use by many threads.
 */
final class TreeFollower {
  private static final int PAGE = 8192;

  /** So many nodes are worth a commit of their own. */
  private static final int SEVERAL = PAGE / MerkleNodes.TILE;

  private final DSLContext database;
  private final Tail tail;
  private final MerkleNodes nodes;
  private final byte[] genesis;
  private final TreeHash hash = new TreeHash();
  private final List<MerkleNodes.Node> complete = new ArrayList<>();
  private @Nullable State state;

  TreeFollower(DSLContext database, Tail tail, MerkleNodes nodes, byte[] genesis) {
    this.database = database;
    this.tail = tail;
    this.nodes = nodes;
    this.genesis = genesis;
  }

  /** How far it is: the tree's edge and the hash of the last event in it. The array is fixed. */
  @SuppressWarnings("ArrayRecordComponent")
  record State(Frontier frontier, byte[] head) {
    long size() {
      return frontier.size();
    }
  }

  /** The hash of an event, and of the one before it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Link(long position, byte[] previous, byte[] hash) {}

  /**
   * Goes up to a position, where there is an event, and keeps what is complete.
   *
   * @throws LogDiverged when the events don't follow those that were there before
   */
  synchronized State follow(long upTo) {
    State at = goOn(upTo);
    keep();
    return at;
  }

  /**
   * Goes as far as this node knows. What became complete is kept when it is worth it, or with the
   * next {@link #follow}.
   */
  synchronized void keepUp() {
    goOn(tail.head());
  }

  private State goOn(long upTo) {
    State at = state == null ? begin() : state;
    state = at;
    while (at.size() < upTo) {
      at = page(at, Math.min(upTo, at.size() + PAGE));
      state = at;
      if (complete.size() >= SEVERAL) {
        keep();
      }
    }
    return at;
  }

  private void keep() {
    nodes.keep(complete);
    complete.clear();
  }

  private State begin() {
    long size = nodes.covered();
    Frontier frontier = new Frontier();
    for (int level = 62; level >= MerkleNodes.STEP; level--) {
      if ((size >> level & 1) == 1) {
        frontier.add(level, nodes.root(level, frontier.size() >> level));
      }
    }
    return new State(frontier, size == 0 ? genesis : hashAt(size));
  }

  private byte[] hashAt(long position) {
    return reading(
        "following the log",
        () ->
            database
                .select(EVENT.HASH)
                .from(EVENT)
                .where(EVENT.POSITION.eq(position))
                .fetchOptional(EVENT.HASH)
                .orElseThrow(() -> broken(position)));
  }

  private State page(State from, long upTo) {
    Frontier frontier = from.frontier().copy();
    byte[] head = from.head();
    List<MerkleNodes.Node> completed = new ArrayList<>();
    for (Link link : links(frontier.size(), upTo)) {
      if (link.position() != frontier.size() + 1 || !Arrays.equals(link.previous(), head)) {
        throw broken(frontier.size() + 1);
      }
      head = link.hash();
      frontier.add(
          0,
          hash.leaf(head),
          (level, index, root) -> {
            if (level > 0 && level % MerkleNodes.STEP == 0) {
              completed.add(new MerkleNodes.Node(level, index, root));
            }
          });
    }
    if (frontier.size() == from.size()) {
      throw broken(frontier.size() + 1);
    }
    complete.addAll(completed);
    return new State(frontier, head);
  }

  /** Those that come next, one at least. */
  private List<Link> links(long after, long upTo) {
    List<RecordedEvent> held = tail.held(after, upTo);
    return held.isEmpty() ? stored(after, upTo) : held.stream().map(TreeFollower::link).toList();
  }

  private static Link link(RecordedEvent event) {
    return new Link(event.position().value(), event.previous().toArray(), event.hash().toArray());
  }

  private List<Link> stored(long after, long upTo) {
    return reading(
        "following the log",
        () ->
            database
                .select(EVENT.POSITION, EVENT.PREVIOUS, EVENT.HASH)
                .from(EVENT)
                .where(EVENT.POSITION.gt(after))
                .and(EVENT.POSITION.le(upTo))
                .orderBy(EVENT.POSITION)
                .fetch(row -> new Link(row.value1(), row.value2(), row.value3())));
  }

  private static LogDiverged broken(long position) {
    return new LogDiverged(
        Difference.REWRITTEN,
        "the tree over it",
        "the event at %d is missing or does not follow the one before it; nothing is signed over it."
            .formatted(position));
  }
}
