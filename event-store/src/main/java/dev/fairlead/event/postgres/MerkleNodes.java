package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.EVENT;
import static dev.fairlead.event.postgres.schema.Tables.MERKLE_NODE;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.proof.Subtrees;
import dev.fairlead.event.proof.TreeHash;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep3;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * The Merkle tree over the positions, as stored: its leaves are the hashes of the events, and every
 * {@link #STEP}-th level above is kept. What lies between is made of at most 256 hashes when it is
 * asked for. Safe for use by many threads.
 */
final class MerkleNodes implements Subtrees {
  /** So many levels lie between those that are stored. */
  static final int STEP = 8;

  /** So many leaves are under a node of the lowest stored level. */
  static final int TILE = 1 << STEP;

  private final DSLContext database;

  MerkleNodes(DSLContext database) {
    this.database = database;
  }

  /** A stored node. */
  @SuppressWarnings("ArrayRecordComponent")
  record Node(int level, long index, byte[] hash) {}

  /** How many events are under stored nodes. */
  long covered() {
    return reading(
        "reading the tree",
        () ->
            under(
                STEP,
                database
                    .select(DSL.coalesce(DSL.max(MERKLE_NODE.ORDINAL), -1L))
                    .from(MERKLE_NODE)
                    .where(MERKLE_NODE.HEIGHT.eq(STEP))
                    .fetchSingle()
                    .value1()));
  }

  /**
   * How many events are under a node and all before it. A row that somebody made up may be of more
   * than there are numbers for.
   */
  static long under(int level, long index) {
    return level >= Long.SIZE - 1 || index >= Long.MAX_VALUE >> level
        ? Long.MAX_VALUE
        : (index + 1) << level;
  }

  @Override
  public byte[] root(int level, long index) {
    int stored = level - level % STEP;
    long first = index << (level - stored);
    int count = 1 << (level - stored);
    TreeHash hash = new TreeHash();
    return reading(
        "reading the tree",
        () -> {
          List<byte[]> found =
              stored == 0
                  ? leaves(first, count).stream().map(hash::leaf).toList()
                  : nodes(stored, first, count);
          if (found.size() != count) {
            throw new EventStoreException(
                Kind.FATAL, "the tree lacks nodes of level %d from %d on".formatted(stored, first));
          }
          return hash.fold(found.toArray(byte[][]::new));
        });
  }

  private List<byte[]> leaves(long first, int count) {
    return database
        .select(EVENT.HASH)
        .from(EVENT)
        .where(EVENT.POSITION.gt(first))
        .and(EVENT.POSITION.le(first + count))
        .orderBy(EVENT.POSITION)
        .fetch(EVENT.HASH);
  }

  private List<byte[]> nodes(int level, long first, int count) {
    return database
        .select(MERKLE_NODE.HASH)
        .from(MERKLE_NODE)
        .where(MERKLE_NODE.HEIGHT.eq(level))
        .and(MERKLE_NODE.ORDINAL.ge(first))
        .and(MERKLE_NODE.ORDINAL.lt(first + count))
        .orderBy(MERKLE_NODE.ORDINAL)
        .fetch(MERKLE_NODE.HASH);
  }

  /**
   * Every stored node above a level, in no order; above one of thousands of events they are few.
   */
  List<Node> above(int level) {
    return reading(
        "reading the tree",
        () ->
            database
                .selectFrom(MERKLE_NODE)
                .where(MERKLE_NODE.HEIGHT.gt(level))
                .fetch(MerkleNodes::node));
  }

  /** The stored nodes of the lowest level over some positions. */
  List<Node> lowest(long after, long upTo) {
    return reading(
        "reading the tree",
        () ->
            database
                .selectFrom(MERKLE_NODE)
                .where(MERKLE_NODE.HEIGHT.eq(STEP))
                .and(MERKLE_NODE.ORDINAL.ge(after / TILE))
                .and(MERKLE_NODE.ORDINAL.lt(upTo / TILE))
                .fetch(MerkleNodes::node));
  }

  private static Node node(Record row) {
    return new Node(
        row.get(MERKLE_NODE.HEIGHT), row.get(MERKLE_NODE.ORDINAL), row.get(MERKLE_NODE.HASH));
  }

  /** Keeps nodes, all or none; another node of the log may have kept the same. */
  void keep(List<Node> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    reading(
        "keeping the tree",
        () ->
            database.transactionResult(transaction -> {
              InsertValuesStep3<Record, Integer, Long, byte[]> insert =
                  transaction
                      .dsl()
                      .insertInto(
                          MERKLE_NODE, MERKLE_NODE.HEIGHT, MERKLE_NODE.ORDINAL, MERKLE_NODE.HASH);
              for (Node node : nodes) {
                insert = insert.values(node.level(), node.index(), node.hash());
              }
              return insert.onConflictDoNothing().execute();
            }));
  }
}
