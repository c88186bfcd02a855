package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.EVENT;

import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.proof.Frontier;
import dev.fairlead.event.proof.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree follow the log, away from the appends: reads the hashes of what is new, refuses
 * what does not follow the event before it, and keeps the nodes that became complete. What it holds
 * in memory is made again from the stored nodes after a start. Safe for use by many threads.
 */
final class TreeFollower {
  private static final int PAGE = 8192;

  private final DSLContext database;
  private final MerkleNodes nodes;
  private final byte[] genesis;
  private final TreeHash hash = new TreeHash();
  private @Nullable State state;

  TreeFollower(DSLContext database, MerkleNodes nodes, byte[] genesis) {
    this.database = database;
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

  /**
   * Goes up to a position, where there is an event.
   *
   * @throws LogDiverged when the events don't follow those that were there before
   */
  synchronized State follow(long upTo) {
    State at = state == null ? begin() : state;
    while (at.size() < upTo) {
      at = page(at, Math.min(upTo, at.size() + PAGE));
      state = at;
    }
    state = at;
    return at;
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
    List<MerkleNodes.Node> complete = new ArrayList<>();
    for (Record3<Long, byte[], byte[]> row : rows(frontier.size(), upTo)) {
      if (row.value1() != frontier.size() + 1 || !Arrays.equals(row.value2(), head)) {
        throw broken(frontier.size() + 1);
      }
      head = row.value3();
      frontier.add(
          0,
          hash.leaf(head),
          (level, index, root) -> {
            if (level > 0 && level % MerkleNodes.STEP == 0) {
              complete.add(new MerkleNodes.Node(level, index, root));
            }
          });
    }
    if (frontier.size() != upTo) {
      throw broken(frontier.size() + 1);
    }
    nodes.keep(complete);
    return new State(frontier, head);
  }

  private List<Record3<Long, byte[], byte[]>> rows(long after, long upTo) {
    return reading(
        "following the log",
        () ->
            database
                .select(EVENT.POSITION, EVENT.PREVIOUS, EVENT.HASH)
                .from(EVENT)
                .where(EVENT.POSITION.gt(after))
                .and(EVENT.POSITION.le(upTo))
                .orderBy(EVENT.POSITION)
                .fetch());
  }

  private static LogDiverged broken(long position) {
    return new LogDiverged(
        Difference.REWRITTEN,
        "the tree over it",
        "the event at %d is missing or does not follow the one before it; nothing is signed over it."
            .formatted(position));
  }
}
